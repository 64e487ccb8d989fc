"""Ports of loopback for servers that tests start."""
import random
import socket

GIVEN = set()


def free_ports(n):
    """So many that nobody uses, each given once.  They are below those that the kernel takes for outgoing
    connections by itself, so none of these takes one before its server does; and by chance, so that tests
    which run beside each other get others."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as text:
        end = int(text.read().split()[0])
    ports = []
    while len(ports) < n:
        port = random.SystemRandom().randrange(end // 2, end)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in GIVEN:
            GIVEN.add(port)
            ports.append(port)
    return ports
