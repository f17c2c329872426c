"""Words that make a commitment hang on something else: "once the credit note is here, we pay"."""

from __future__ import annotations

import re

from agent.reading.folding import fold

_CONDITION = re.compile(
    r"(?<![^\W_])(?:once|as soon as|when(?:ever)?|after|until|unless|provided|only if|if|upon receipt|before we|sobald|wenn|nachdem|nach (?:erhalt|eingang|klarung)|erst|falls|"
    r"des (?:que|reception)|lorsque|quand|une fois|apres|si|tant que|en cuanto|cuando|una vez|tras|hasta que|siempre que|assim que|quando|apos|depois de|se|appena|non appena|una volta|dopo|"
    r"zodra|als|wanneer|na ontvangst|jak tylko|gdy|kiedy|po otrzymaniu|dopiero|nar|sa snart|efter att|nar vi|nar kreditnotaen|kun|ennen kuin|jos|jakmile|az|pokud|az kdyz|ked|"
    r"amint|ha|mihelyt|imediat ce|dupa|cand|daca|cim|kad|nakon|ko|wenn|щом|когато|след|μολις|οταν|αφου|gelince|-?diginde|sonra|как только|когда|после|если|як тiльки|коли|пiсля|якщо|"
    r"بمجرد|عند|بعد|إذا|حال|ברגע|כש|אחרי|אם|setelah|begitu|jika|sau khi|khi|neu)(?![^\W_])|मिलते ही|के बाद|जब|次第|届いたら|したら|後に|等.{0,12}后|收到.{0,16}后|一旦|如果|받으면|되면|하면|후에|เมื่อ|หลังจาก"
)


def is_conditional(text: str) -> bool:
    return bool(_CONDITION.search(fold(text)))
