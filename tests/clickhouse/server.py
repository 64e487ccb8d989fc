"""ClickHouse servers on loopback, each in a folder of its own, as Debian's package or unpacked."""
import glob
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from ports import free_ports  # noqa: E402  (tests/support is no package)

CONFIG = """<yandex>
  <logger><level>warning</level><log>{d}/log</log><errorlog>{d}/err</errorlog></logger>
  <http_port>{http}</http_port><tcp_port>{port}</tcp_port><listen_host>127.0.0.1</listen_host>
  <path>{d}/data/</path><tmp_path>{d}/data/tmp/</tmp_path><users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size><timezone>UTC</timezone>
  <dictionaries_config>dictionaries.xml</dictionaries_config>
</yandex>"""
USERS = """<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>
  <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>
  <quota>default</quota></default></users></yandex>"""


def find(servers):
    """(server, client, environment), or None: there are none."""
    root = os.path.join(servers, "clickhouse")
    path = os.pathsep.join([root + "/usr/sbin", root + "/usr/bin", os.environ["PATH"],
                            "/usr/sbin"])
    server, client = (shutil.which("clickhouse-" + n, path=path) for n in ("server", "client"))
    if not server or not client:
        return None
    libraries = glob.glob(root + "/usr/lib/*-linux-gnu") + glob.glob(root + "/lib/*-linux-gnu")
    env = dict(os.environ, TZ="UTC")
    if server.startswith(root):
        env["LD_LIBRARY_PATH"] = os.pathsep.join(libraries)
    return server, client, env


class Server:
    def __init__(self, found, folder, settings):
        self.program, self.client, self.env = found
        self.folder, self.settings = folder, settings
        self.port, self.http = free_ports(2)
        self.process = None

    def start(self, shards):
        """`shards`: the servers of the cluster."""
        for part in ("data/tmp", "users.d", "config.d"):
            os.makedirs(os.path.join(self.folder, part), exist_ok=True)
        self._put("config.xml", CONFIG.format(d=self.folder, http=self.http, port=self.port))
        self._put("users.xml", USERS)
        self._put("users.d/smtplog.xml", self._setting("users.xml"))
        self._put("dictionaries.xml", self._setting("dictionaries.xml")
                  .replace("<port>9000", f"<port>{self.port}").replace("localhost", "127.0.0.1"))
        cluster = self._setting("cluster.xml")
        for n, shard in enumerate(shards, 1):
            cluster = cluster.replace(f"<host>shard{n}.example.net</host><port>9000",
                                      f"<host>127.0.0.1</host><port>{shard.port}")
        self._put("config.d/cluster.xml", cluster)
        self.process = subprocess.Popen(
            [self.program, "--config-file", os.path.join(self.folder, "config.xml")], env=self.env,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def wait(self):
        for _ in range(240):
            if self.ask("SELECT 1", check=False).returncode == 0:
                return True
            if self.process.poll() is not None:
                break
            time.sleep(0.25)
        return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def ask(self, sql, *options, check=True, data=None):
        """clickhouse-client with the text of one or more statements."""
        argv = [self.client, "--host", "127.0.0.1", "--port", str(self.port), *options]
        argv += ["--query", sql] if data is not None else ["--multiquery", "--query", sql]
        done = subprocess.run(argv, env=self.env, text=True, capture_output=True,
                              stdin=subprocess.DEVNULL if data is None else None, input=data)
        if check and done.returncode:
            raise RuntimeError(sql[:300] + "\n" + done.stderr)
        return done

    def _put(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as f:
            f.write(text)

    def _setting(self, name):
        with open(os.path.join(self.settings, name), encoding="utf-8") as f:
            return f.read()
