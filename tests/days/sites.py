"""Servers that nobody wrote by hand: a seed makes a site of its own, with its size, hosts, week, zone
and habits, and its ordinary days.  What is ordinary is more than what one author thinks of.
"""
import datetime
import math
import random
import zoneinfo

from world import DAY, PARTNERS, USERS, UTC, World, poisson

# days around which a calendar bends: both clock changes, holidays, and three plain months
DATES = ["2026-03-27", "2026-10-23", "2026-12-23", "2026-12-30", "2026-02-10", "2026-05-12", "2026-07-21"]
ZONES = ["UTC", "Europe/Berlin", "Europe/Moscow", "Asia/Kolkata", "America/New_York", "America/Los_Angeles",
         "America/Sao_Paulo", "Pacific/Auckland"]
DAYS_EACH = 4


def midnight_of(date, zone=UTC, later=0):
    """The midnight of the clock in a zone, some days after that of the date (2026-11-25)."""
    day = datetime.datetime.fromisoformat(str(date)) + datetime.timedelta(days=later)
    return int(day.replace(tzinfo=zone).timestamp())


class Site(World):
    """`most`: the most mails a day that a site of these may have."""

    def __init__(self, seed, most=2000):
        r = random.Random(seed)
        mails = math.exp(r.uniform(math.log(20), math.log(most)))
        share = r.uniform(.35, .8)
        super().__init__(seed, mta=r.choice(["postfix", "postfix", "exim"]),
                         inbound=mails * share, outbound=mails * (1 - share), noise=r.choice([.1, .4, 1, 2, 4]))
        self.hosts = ("mx1",) if self.mta == "exim" else tuple("mx%d" % i for i in range(1, r.choice([2, 2, 3, 5])))
        self.zone, self.date = zoneinfo.ZoneInfo(r.choice(ZONES)), r.choice(DATES)
        self.closed = r.choice([(), (), (6,), (5, 6)])      # days without mail of users
        self.newsletter = r.choice([None, None, 0, 2, 4])   # the day of the week it goes out
        self.readers = int(mails * r.uniform(.2, 1))
        self.greylists = r.random() < .4
        self.backup = len(self.hosts) > 1 and r.random() < .5
        self.waves = r.choice([.05, .15, .3])               # how much one day differs from another

    def told(self):
        return "%s, %d in and %d out a day, %d hosts, %s, closed %s, newsletter %s of %d, greylists %d, backup %d" % (
            self.mta, self.inbound, self.outbound, len(self.hosts), self.zone.key, self.closed, self.newsletter,
            self.readers, self.greylists, self.backup)

    def pick_host(self):
        """A backup MX gets one of twenty; else the hosts share."""
        if self.backup and self.rng.random() < .95:
            return self.hosts[0]
        return self.rng.choice(self.hosts)

    def submit(self, log, t, *args, **more):
        hosts, self.hosts = self.hosts, (self.pick_host(),)
        q = super().submit(log, t, *args, **more)
        self.hosts = hosts
        return q

    def receive(self, log, t, outcome=None):
        hosts, self.hosts = self.hosts, (self.pick_host(),)
        if self.greylists and self.rng.random() < .15:
            partner = self.partner()
            self.refused(log, t, self.hosts[0], (partner[1], partner[2]), "450 4.2.0 <%s@ship.example>: Recipient "
                         "address rejected: Greylisted, see you later" % USERS[0],
                         "news%d@%s" % (self.rng.randrange(99), partner[0]), USERS[0] + "@ship.example")
            t += 600
        super().receive(log, t, outcome)
        self.hosts = hosts

    def day(self, midnight, **more):
        when = datetime.datetime.fromtimestamp(midnight + DAY // 2, self.zone)
        wave = math.exp(self.rng.gauss(0, self.waves))
        sent = 0 if when.weekday() in self.closed else self.outbound * wave
        log = super().day(midnight, inbound=self.inbound * wave, outbound=sent, **more)
        if when.weekday() == self.newsletter and when.weekday() not in self.closed:
            at = midnight + 10 * 3600 + self.rng.random() * 1800
            for i in range(poisson(self.rng, self.readers)):
                self.submit(log, at + i * 1.5, "clara", PARTNERS[i % len(PARTNERS)], local="reader%d" % i)
        log.between(midnight_of(when.date(), self.zone, 1), math.inf)      # the day may have 23 hours
        return log
