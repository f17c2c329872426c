"""ISO 3166 country: IANA time zone of its business capital, ISO 639 language of business, ISO 4217 currency ("-" none).

Sources: IANA zone.tab, Unicode CLDR; where they name several, the one that most business letters use.
"""

from __future__ import annotations

COUNTRY_TABLE = """
AD Europe/Andorra ca EUR; AE Asia/Dubai ar AED; AF Asia/Kabul fa AFN; AG America/Antigua en XCD;
AI America/Anguilla en XCD; AL Europe/Tirane sq ALL; AM Asia/Yerevan hy AMD; AO Africa/Luanda pt AOA;
AQ Antarctica/McMurdo en -; AR America/Argentina/Buenos_Aires es ARS; AS Pacific/Pago_Pago en USD;
AT Europe/Vienna de EUR; AU Australia/Sydney en AUD; AW America/Aruba nl AWG; AX Europe/Mariehamn sv EUR;
AZ Asia/Baku az AZN; BA Europe/Sarajevo bs BAM; BB America/Barbados en BBD; BD Asia/Dhaka bn BDT;
BE Europe/Brussels nl EUR; BF Africa/Ouagadougou fr XOF; BG Europe/Sofia bg EUR; BH Asia/Bahrain ar BHD;
BI Africa/Bujumbura fr BIF; BJ Africa/Porto-Novo fr XOF; BL America/St_Barthelemy fr EUR; BM Atlantic/Bermuda en BMD;
BN Asia/Brunei ms BND; BO America/La_Paz es BOB; BQ America/Kralendijk nl USD; BR America/Sao_Paulo pt BRL;
BS America/Nassau en BSD; BT Asia/Thimphu en BTN; BW Africa/Gaborone en BWP; BY Europe/Minsk ru BYN;
BZ America/Belize en BZD; CA America/Toronto en CAD; CC Indian/Cocos en AUD; CD Africa/Kinshasa fr CDF;
CF Africa/Bangui fr XAF; CG Africa/Brazzaville fr XAF; CH Europe/Zurich de CHF; CI Africa/Abidjan fr XOF;
CK Pacific/Rarotonga en NZD; CL America/Santiago es CLP; CM Africa/Douala fr XAF; CN Asia/Shanghai zh CNY;
CO America/Bogota es COP; CR America/Costa_Rica es CRC; CU America/Havana es CUP; CV Atlantic/Cape_Verde pt CVE;
CW America/Curacao nl XCG; CX Indian/Christmas en AUD; CY Asia/Nicosia el EUR; CZ Europe/Prague cs CZK;
DE Europe/Berlin de EUR; DJ Africa/Djibouti fr DJF; DK Europe/Copenhagen da DKK; DM America/Dominica en XCD;
DO America/Santo_Domingo es DOP; DZ Africa/Algiers fr DZD; EC America/Guayaquil es USD; EE Europe/Tallinn et EUR;
EG Africa/Cairo ar EGP; EH Africa/El_Aaiun ar MAD; ER Africa/Asmara en ERN; ES Europe/Madrid es EUR;
ET Africa/Addis_Ababa am ETB; FI Europe/Helsinki fi EUR; FJ Pacific/Fiji en FJD; FK Atlantic/Stanley en FKP;
FM Pacific/Pohnpei en USD; FO Atlantic/Faroe da DKK; FR Europe/Paris fr EUR; GA Africa/Libreville fr XAF;
GB Europe/London en GBP; GD America/Grenada en XCD; GE Asia/Tbilisi ka GEL; GF America/Cayenne fr EUR;
GG Europe/Guernsey en GBP; GH Africa/Accra en GHS; GI Europe/Gibraltar en GIP; GL America/Nuuk da DKK;
GM Africa/Banjul en GMD; GN Africa/Conakry fr GNF; GP America/Guadeloupe fr EUR; GQ Africa/Malabo es XAF;
GR Europe/Athens el EUR; GS Atlantic/South_Georgia en GBP; GT America/Guatemala es GTQ; GU Pacific/Guam en USD;
GW Africa/Bissau pt XOF; GY America/Guyana en GYD; HK Asia/Hong_Kong zh HKD; HN America/Tegucigalpa es HNL;
HR Europe/Zagreb hr EUR; HT America/Port-au-Prince fr HTG; HU Europe/Budapest hu HUF; ID Asia/Jakarta id IDR;
IE Europe/Dublin en EUR; IL Asia/Jerusalem he ILS; IM Europe/Isle_of_Man en GBP; IN Asia/Kolkata en INR;
IO Indian/Chagos en USD; IQ Asia/Baghdad ar IQD; IR Asia/Tehran fa IRR; IS Atlantic/Reykjavik is ISK;
IT Europe/Rome it EUR; JE Europe/Jersey en GBP; JM America/Jamaica en JMD; JO Asia/Amman ar JOD;
JP Asia/Tokyo ja JPY; KE Africa/Nairobi en KES; KG Asia/Bishkek ru KGS; KH Asia/Phnom_Penh km KHR;
KI Pacific/Tarawa en AUD; KM Indian/Comoro fr KMF; KN America/St_Kitts en XCD; KP Asia/Pyongyang ko KPW;
KR Asia/Seoul ko KRW; KW Asia/Kuwait ar KWD; KY America/Cayman en KYD; KZ Asia/Almaty ru KZT;
LA Asia/Vientiane lo LAK; LB Asia/Beirut ar LBP; LC America/St_Lucia en XCD; LI Europe/Vaduz de CHF;
LK Asia/Colombo en LKR; LR Africa/Monrovia en LRD; LS Africa/Maseru en LSL; LT Europe/Vilnius lt EUR;
LU Europe/Luxembourg fr EUR; LV Europe/Riga lv EUR; LY Africa/Tripoli ar LYD; MA Africa/Casablanca fr MAD;
MC Europe/Monaco fr EUR; MD Europe/Chisinau ro MDL; ME Europe/Podgorica sr EUR; MF America/Marigot fr EUR;
MG Indian/Antananarivo fr MGA; MH Pacific/Majuro en USD; MK Europe/Skopje mk MKD; ML Africa/Bamako fr XOF;
MM Asia/Yangon my MMK; MN Asia/Ulaanbaatar mn MNT; MO Asia/Macau zh MOP; MP Pacific/Saipan en USD;
MQ America/Martinique fr EUR; MR Africa/Nouakchott ar MRU; MS America/Montserrat en XCD; MT Europe/Malta en EUR;
MU Indian/Mauritius en MUR; MV Indian/Maldives en MVR; MW Africa/Blantyre en MWK; MX America/Mexico_City en MXN;
MY Asia/Kuala_Lumpur ms MYR; MZ Africa/Maputo pt MZN; NA Africa/Windhoek en NAD; NC Pacific/Noumea fr XPF;
NE Africa/Niamey fr XOF; NF Pacific/Norfolk en AUD; NG Africa/Lagos en NGN; NI America/Managua es NIO;
NL Europe/Amsterdam nl EUR; NO Europe/Oslo no NOK; NP Asia/Kathmandu ne NPR; NR Pacific/Nauru en AUD;
NU Pacific/Niue en NZD; NZ Pacific/Auckland en NZD; OM Asia/Muscat ar OMR; PA America/Panama es USD;
PE America/Lima es PEN; PF Pacific/Tahiti fr XPF; PG Pacific/Port_Moresby en PGK; PH Asia/Manila en PHP;
PK Asia/Karachi en PKR; PL Europe/Warsaw pl PLN; PM America/Miquelon fr EUR; PN Pacific/Pitcairn en NZD;
PR America/Puerto_Rico es USD; PS Asia/Hebron ar ILS; PT Europe/Lisbon pt EUR; PW Pacific/Palau en USD;
PY America/Asuncion es PYG; QA Asia/Qatar ar QAR; RE Indian/Reunion fr EUR; RO Europe/Bucharest ro RON;
RS Europe/Belgrade sr RSD; RU Europe/Moscow ru RUB; RW Africa/Kigali en RWF; SA Asia/Riyadh ar SAR;
SB Pacific/Guadalcanal en SBD; SC Indian/Mahe en SCR; SD Africa/Khartoum ar SDG; SE Europe/Stockholm sv SEK;
SG Asia/Singapore en SGD; SH Atlantic/St_Helena en SHP; SI Europe/Ljubljana sl EUR; SJ Arctic/Longyearbyen no NOK;
SK Europe/Bratislava sk EUR; SL Africa/Freetown en SLE; SM Europe/San_Marino it EUR; SN Africa/Dakar fr XOF;
SO Africa/Mogadishu so SOS; SR America/Paramaribo nl SRD; SS Africa/Juba en SSP; ST Africa/Sao_Tome pt STN;
SV America/El_Salvador es USD; SX America/Lower_Princes nl XCG; SY Asia/Damascus ar SYP; SZ Africa/Mbabane en SZL;
TC America/Grand_Turk en USD; TD Africa/Ndjamena fr XAF; TF Indian/Kerguelen fr EUR; TG Africa/Lome fr XOF;
TH Asia/Bangkok th THB; TJ Asia/Dushanbe tg TJS; TK Pacific/Fakaofo en NZD; TL Asia/Dili pt USD;
TM Asia/Ashgabat tk TMT; TN Africa/Tunis fr TND; TO Pacific/Tongatapu en TOP; TR Europe/Istanbul tr TRY;
TT America/Port_of_Spain en TTD; TV Pacific/Funafuti en AUD; TW Asia/Taipei zh TWD; TZ Africa/Dar_es_Salaam en TZS;
UA Europe/Kyiv uk UAH; UG Africa/Kampala en UGX; UM Pacific/Wake en USD; US America/New_York en USD;
UY America/Montevideo es UYU; UZ Asia/Tashkent uz UZS; VA Europe/Vatican it EUR; VC America/St_Vincent en XCD;
VE America/Caracas es VES; VG America/Tortola en USD; VI America/St_Thomas en USD; VN Asia/Ho_Chi_Minh vi VND;
VU Pacific/Efate en VUV; WF Pacific/Wallis fr XPF; WS Pacific/Apia en WST; XK Europe/Belgrade sq EUR;
YE Asia/Aden ar YER; YT Indian/Mayotte fr EUR; ZA Africa/Johannesburg en ZAR; ZM Africa/Lusaka en ZMW;
ZW Africa/Harare en ZWG
"""
