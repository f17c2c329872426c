"""East Asian forms of address, and how company names end."""

import re

EAST_ASIAN_ADDRESS = re.compile(
    r"^(?P<name>.{1,24}?) ?(?:様|さま|殿|さん|先生|先輩|님|귀하|律师|律師|先生|女士|小姐|经理|總|总|씨)(?:へ|께서|께|您好|你好)?(?:[、,:。!]? ?(?:안녕하세요|안녕하십니까|您好|你好))?[、,:。!.]?$"
)
EAST_ASIAN_TITLES = re.compile(
    r"(?:변호사|회계사|세무사|弁護士|税理士|律师|律師|尊敬的|敬爱的|亲爱的|您好|你好|안녕하세요|존경하는|부장|과장|대리|차장|사장|이사|팀장|선생|담당자|ご担当者|担当者|ご担当|御中|部長|課長|経理部|経理|財務|総務|購買|财务部|财务|公司|株式会社|[\s、,:。!])"
)
COMPANY = re.compile(
    r"(?P<name>(?:[A-ZÀ-ÝŁŚŻČŠŽ][\w&'.-]*,? (?:(?:&|and|und|et|y|e|de|van|von) )?){1,4})(?:Ltd|Limited|LLC|Inc|Corp|PLC|plc|LLP|GmbH|AG|KG|OHG|S\.?A\.?S?|SARL|SRL|S\.?r\.?l|S\.?p\.?A|S\.?L\.?U?"
    r"|B\.?V|N\.?V|AB|A/S|ApS|AS|ASA|Oy|Sp\. z o\.o|S\.A|s\.r\.o|a\.s|Kft|Ltda|A\.Ş|Pty|Pte)(?![\w]|[-/.]?\d)"
)
