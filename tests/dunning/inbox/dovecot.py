"""A real Dovecot for a test: on loopback, a free port, as an ordinary user, in a directory that is removed after."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dunning.mail.imap_account import ImapAccount, account_from

USER, PASSWORD, FOLDER = "ar", "not-a-secret", "Receivables"
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service imap-hibernate {{
  unix_listener imap-hibernate {{
    mode = 0600
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""


@dataclass
class Dovecot:
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def account(self) -> ImapAccount:
        return account_from(self.url, password=PASSWORD)

    @property
    def url(self) -> str:
        return f"imap://{USER}@127.0.0.1:{self.port}/{FOLDER}"

    def start(self) -> None:
        # Dovecot hands mail out as no administrator: a test run as one lends it another user.
        who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for path in (self.folder, *self.folder.rglob("*")) if os.geteuid() == 0 else ():
            os.chown(path, who.pw_uid, who.pw_gid)
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **({"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}),
        )
        self._wait_until_open()

    def stop(self) -> None:
        """End the server and every connection."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)
            self.process = None

    def client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(USER, PASSWORD)
        return client

    def deliver(self, *mails: bytes) -> None:
        with self.client() as client:
            client.create(FOLDER)
            for mail in mails:
                status, said = client.append(FOLDER, "", "", mail)
                assert status == "OK", said

    def empty_anew(self) -> None:
        """Delete the folder and make it again: its UIDs mean other mails from now on."""
        with self.client() as client:
            client.delete(FOLDER)
            client.create(FOLDER)

    def flags(self) -> list[bytes]:
        """The FETCH answers for the flags of every mail, as another mail program sees them."""
        with self.client() as client:
            client.select(FOLDER, readonly=True)
            return [line for line in client.fetch("1:*", "(UID FLAGS)")[1] if line]

    def _wait_until_open(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        log = self.folder / "log"
        raise RuntimeError(f"Dovecot does not answer: {log.read_text() if log.exists() else 'no log'}")


def make_dovecot() -> Dovecot:
    """Configured, not started. The directory's name is short: sockets lie in it."""
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = subprocess.run(["id", "-gn", who.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("run", "mail"):
        (folder / name).mkdir()
    settings = CONFIG.format(folder=folder, port=port, user=who.pw_name, group=group, password=PASSWORD)
    (folder / "dovecot.conf").write_text(settings)
    return Dovecot(folder, port)
