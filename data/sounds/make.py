#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the sounds of this folder anew: short, so that the next scan is never talked over, and told apart by melody, not by
# pitch alone. 16-bit PCM, which is all that libcanberra plays. Needed only by who changes a tone.
import math, struct, wave

RATE = 22050
TONES = {  # (Hz, ms), one after the other
    "ok": [(1760, 70)],
    "done": [(1047, 90), (1319, 90), (1568, 150)],
    "attention": [(880, 80), (0, 50), (880, 80)],
    "wrong": [(330, 130), (0, 25), (247, 190)],
}


def samples(tones):
    for hz, ms in tones:
        count = RATE * ms // 1000
        for i in range(count):
            edge = min(1, i / 90, (count - i) / 220)  # no clicks
            wave_form = math.sin(2 * math.pi * hz * i / RATE) + 0.25 * math.sin(4 * math.pi * hz * i / RATE)
            yield int(20000 * edge * wave_form / 1.25) if hz else 0


VOICES = {"": 1, "-2": 0.62}  # the second lane of a PC is heard from the first

for name, tones, voice in [(n + v, t, VOICES[v]) for n, t in TONES.items() for v in VOICES]:
    with wave.open(name + ".wav", "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", s) for s in samples([(hz * voice, ms) for hz, ms in tones])))
