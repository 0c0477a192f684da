"""Pictures that are drawn, not tiled: backings outside windows, the letter, framed pictures, book spines, signs, rooms
behind lit windows. Knows no shapes. Names on signs are invented."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .noise import cloud, hexrgb, mix, rng, step

FONTS = {"sans": "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", "text": "/usr/share/fonts/opentype/inter/Inter-Regular.otf"}


def font(kind, size):
    try:
        return ImageFont.truetype(FONTS[kind], size)
    except OSError:
        return ImageFont.load_default()


def to_image(a):
    return Image.fromarray((np.clip(a, 0, 1) * 255).astype("uint8"))


def backing(w=2048, h=768, seed=5, night=False, horizon=0.56):
    """Harbour seen from the house: sky, far hills, the other quay with its sheds and a crane, water. `horizon`
    is its share of the height from above."""
    r = rng(seed)
    y = np.linspace(0, 1, h)[:, None] * np.ones((1, w))
    if night:
        top, low, hill, quay, sea = "#0c1526", "#27384c", "#131d2a", "#0d131b", "#101c28"
    else:
        top, low, hill, quay, sea = "#8ba6b5", "#dbcfb6", "#71868c", "#46585c", "#6f8a8e"
    a = mix(hexrgb(top), hexrgb(low), step(y, 0.0, horizon) ** 1.3)
    haze = cloud((1024, 1024), seed, 1, 40, 2.3, (4, 1))
    haze = np.asarray(to_image(haze).resize((w, h)), float) / 255
    a = mix(a, mix(a, [1, 1, 0.98] if not night else hexrgb("#33445a"), 0.55), step(haze, 0.45, 0.95) * (y < horizon))
    im = to_image(a)
    d = ImageDraw.Draw(im)
    hz = int(horizon * h)
    col = lambda t: tuple(int(q * 255) for q in hexrgb(t))
    for k, (amp, tone) in enumerate(((0.16, 0.35), (0.09, 0.75))):
        line = cloud((8, 2048), seed + 3 + k, 1, 30, 2.4)[3]
        line = np.interp(np.linspace(0, 1, w), np.linspace(0, 1, 2048), line)
        shade = tuple(int(q * 255) for q in mix(hexrgb(low), hexrgb(hill), tone))
        d.polygon([(0, hz)] + [(x, hz - int((0.25 + line[x]) * amp * h * 0.6)) for x in range(0, w, 4)] + [(w, hz)], fill=shade)
    x = 0
    while x < w:   # sheds and houses of the far quay
        bw, bh = int(r.integers(34, 96)), int(r.integers(14, 46))
        tone = mix(hexrgb(quay), hexrgb(low), 0.06 + 0.2 * r.random())
        tint = mix(tone, hexrgb(["#8a5f4b", "#c9bfa8", "#58706f", "#9a8a5f"][int(r.integers(4))]), 0.0 if night else 0.35)
        fill = tuple(int(q * 255) for q in tint)
        dark = tuple(int(q * 200) for q in tint)
        d.rectangle([x, hz - bh, x + bw, hz + 6], fill=fill)
        d.polygon([(x - 3, hz - bh), (x + bw // 2, hz - bh - int(bh * 0.4)), (x + bw + 3, hz - bh)], fill=dark)
        for wx in range(x + 8, x + bw - 8, 14):
            lit = night and r.random() < 0.35
            d.rectangle([wx, hz - bh + 8, wx + 4, hz - bh + 14], fill=col("#ffcf85") if lit else dark)
        x += bw + int(r.integers(-4, 26))
    for cx in (int(w * 0.31), int(w * 0.72)):   # cranes
        c = col("#0e141b" if night else "#69777a")
        d.line([(cx, hz), (cx, hz - 130)], fill=c, width=5)
        d.line([(cx - 40, hz - 112), (cx + 150, hz - 160)], fill=c, width=4)
        d.line([(cx, hz - 130), (cx + 110, hz - 150)], fill=c, width=2)
        d.line([(cx + 148, hz - 158), (cx + 148, hz - 96)], fill=c, width=2)
    for mx in r.integers(0, w, 26):             # masts
        mh = int(r.integers(40, 120))
        d.line([(mx, hz + 8), (mx, hz + 8 - mh)], fill=col("#10161d" if night else "#5d6868"), width=2)
    a = np.asarray(im, float) / 255
    yy, xx = np.mgrid[0:h, 0:w]
    below = yy > hz
    depth = np.clip((yy - hz) / (h - hz), 0, 1)
    rip = np.asarray(to_image(cloud((1024, 1024), seed + 9, 4, 300, 1.5, (9, 1))).resize((w, h)), float) / 255
    src = np.clip(2 * hz - yy * 1.0 + (rip - 0.5) * 26 * (0.3 + depth), 0, hz).astype(int)
    refl = a[src, np.clip(xx + ((rip - 0.5) * 10).astype(int), 0, w - 1)]
    water = mix(refl, hexrgb(sea) * (0.75 + 0.4 * rip[..., None]), 0.35 + 0.3 * depth)
    a = np.where(below[..., None], water, a)
    if not night:
        a = np.where(below[..., None], mix(a, [1, 0.97, 0.88], 0.6 * step(rip, 0.78, 0.95) * np.exp(-((xx / w - 0.62) / 0.1) ** 2)), a)
    return to_image(a).filter(ImageFilter.GaussianBlur(1.6))


def letter():
    """The letter: two folds, a letterhead, typed lines, a signature."""
    im = to_image(hexrgb("#efe8d6") * (0.93 + 0.07 * cloud(1024, 301, 2, 200, 1.5)[..., None]))
    d = ImageDraw.Draw(im)
    ink = (38, 40, 46)
    d.text((90, 70), "PORTHCARROW HARBOUR OFFICE", font=font("sans", 40), fill=(46, 74, 82))
    d.line([(90, 128), (934, 128)], fill=(46, 74, 82), width=3)
    lines = ["Mrs M. Voss, Quay Street", "", "Madam,", "", "The vessel SLACK WATER, lately of this port, was", "released on the 3rd instant against the signature",
             "below. She sails at six on Thursday's tide. Any claim", "to her must be lodged with this office before noon", "on the day, in person, and with the papers.", "",
             "We regret that nothing further can be done.", "", "Yours faithfully,"]
    for i, t in enumerate(lines):
        d.text((90, 180 + i * 46), t, font=font("text", 33), fill=ink)
    r = rng(302)
    px = np.cumsum(r.standard_normal(40) * 6 + 9)
    py = 850 + np.cumsum(r.standard_normal(40) * 14) * 0.6
    d.line([(100 + px[i], py[i]) for i in range(40)], fill=(24, 36, 92), width=5, joint="curve")
    a = np.asarray(im, float) / 255
    yy = np.linspace(0, 1, 1024)[:, None, None]
    for f in (0.335, 0.665):
        a = a * (1 - 0.22 * np.exp(-((yy - f) / 0.004) ** 2)) * (1 + 0.03 * np.tanh((yy - f) * 60))
    return to_image(a)


def newspaper(w=512, h=680):
    """The front page of an invented paper, folded once."""
    im = to_image(hexrgb("#ddd6c4") * (0.92 + 0.08 * cloud(1024, 305, 2, 200, 1.4)[:h, :w, None]))
    d = ImageDraw.Draw(im)
    ink = (52, 50, 50)
    d.text((40, 24), "THE CARROW PACKET", font=font("sans", 42), fill=ink)
    d.line([(24, 82), (w - 24, 82)], fill=ink, width=3)
    d.text((24, 96), "FERRY TO SAIL THURSDAY", font=font("sans", 33), fill=ink)
    d.rectangle([24, 150, 330, 356], fill=(118, 114, 108))
    d.polygon([(40, 320), (310, 320), (270, 344), (80, 344)], fill=(60, 58, 58))
    d.line([(170, 190), (170, 320)], fill=(60, 58, 58), width=5)
    r = rng(306)
    for x0, y0, y1 in ((346, 150, 650), (24, 372, 650), (185, 372, 650)):
        for y in range(y0, y1, 9):
            d.line([(x0, y), (x0 + int(145 * (0.75 + 0.25 * r.random())), y)], fill=(110, 106, 102), width=3)
    a = np.asarray(im, float) / 255
    yy = np.linspace(0, 1, h)[:, None, None]
    return to_image(a * (1 - 0.25 * np.exp(-((yy - 0.5) / 0.006) ** 2)))


def painting(kind, n=512):
    """Small framed pictures: a coast, a boat, a portrait in sepia, a chart."""
    r = rng(310 + kind)
    y, x = np.mgrid[0:n, 0:n] / n
    brush = cloud(n, 320 + kind, 12, 200, 1.2, (3, 1))
    if kind == 0:      # evening coast
        a = mix(hexrgb("#c9b48b"), hexrgb("#6f8a90"), step(y, 0.1, 0.55))
        a = mix(a, hexrgb("#3e5457"), step(y - 0.55 - 0.1 * cloud(n, 330, 1, 8, 2.4)[5][None, :], 0, 0.01))
        a = mix(a, hexrgb("#2b3a3d"), step(y, 0.72, 0.95))
    elif kind == 1:    # a boat under sail
        a = mix(hexrgb("#d3cbb4"), hexrgb("#5d7f84"), step(y, 0.45, 0.75))
        sail = (x > 0.38) & (x < 0.38 + (y - 0.18) * 0.45) & (y > 0.18) & (y < 0.62)
        hull = (np.abs(x - 0.47) < 0.2 - (y - 0.66) * 0.8) & (y > 0.64) & (y < 0.73)
        a = np.where(sail[..., None], hexrgb("#b98c4f"), a)
        a = np.where(hull[..., None], hexrgb("#2f3b40"), a)
    elif kind == 2:    # old photograph of a man and a boat
        tone = 0.72 - 0.35 * y
        man = np.exp(-((x - 0.42) / 0.09) ** 2) * step(y, 0.35, 0.45) + (np.hypot((x - 0.42), (y - 0.3)) < 0.065)
        boat = (y > 0.66 + 0.12 * (x - 0.7) ** 2) & (y < 0.84) & (x > 0.15)
        a = (tone - 0.4 * np.clip(man, 0, 1) - 0.2 * boat)[..., None] * [1.0, 0.88, 0.7]
    else:              # harbour chart
        h = cloud(n, 340, 1, 14, 2.4)
        a = mix(hexrgb("#e4dcc1"), hexrgb("#b9cdc6"), step(h, 0.45, 0.47))
        for lv in (0.30, 0.38, 0.6, 0.7, 0.8):
            a = mix(a, hexrgb("#54686a"), 0.7 * (np.abs(h - lv) < 0.006))
        a = mix(a, hexrgb("#8a5a3c"), 0.6 * ((np.abs(x * 6 % 1 - 0.5) > 0.494) | (np.abs(y * 6 % 1 - 0.5) > 0.494)))
    return to_image(np.asarray(a) * (0.82 + 0.3 * brush[..., None]) * (0.97 + 0.06 * r.random()))


def rooms(n=1024):
    """Four rooms behind lit windows, 2 x 2: curtains, a lamp, a shelf, a figure's shadow."""
    im = Image.new("RGB", (n, n))
    h = n // 2
    for k in range(4):
        r = rng(350 + k)
        y, x = np.mgrid[0:h, 0:h] / h
        lamp = np.exp(-(((x - (0.3, 0.68, 0.5, 0.4)[k]) / 0.4) ** 2 + ((y - 0.35) / 0.5) ** 2))
        a = mix(hexrgb(["#4a2f1a", "#3c2a1c", "#403322", "#2d2a26"][k]), hexrgb(["#ffc878", "#ffb562", "#ffd08a", "#f3d9a4"][k]), lamp)
        a = a * (0.9 + 0.1 * cloud(512, 360 + k, 2, 60, 1.6)[:h, :h, None])
        b = to_image(a)
        d = ImageDraw.Draw(b)
        if k in (0, 2):
            for i in range(3):
                d.rectangle([h * 0.55, h * (0.2 + 0.17 * i), h * 0.95, h * (0.215 + 0.17 * i)], fill=(52, 32, 18))
                for j in range(9):
                    q = h * (0.56 + 0.04 * j)
                    d.rectangle([q, h * (0.2 + 0.17 * i) - h * (0.05 + 0.06 * r.random()), q + h * 0.03, h * (0.2 + 0.17 * i)],
                                fill=tuple(int(v) for v in r.integers(30, 120, 3)))
        if k == 1:
            d.ellipse([h * 0.22, h * 0.38, h * 0.36, h * 0.54], fill=(40, 24, 14))
            d.polygon([(h * 0.12, h), (h * 0.18, h * 0.62), (h * 0.4, h * 0.62), (h * 0.48, h)], fill=(40, 24, 14))
        for side in (0, 1):   # curtains
            for i in range(6):
                q = h * (0.028 * i) if side == 0 else h * (1 - 0.028 * (i + 1))
                v = 0.55 + 0.35 * (i % 2)
                d.rectangle([q, 0, q + h * 0.028, h], fill=(int(150 * v), int(92 * v), int(48 * v)))
        im.paste(b.filter(ImageFilter.GaussianBlur(2)), ((k % 2) * h, (k // 2) * h))
    return im


def sign(text, ground, ink, w=1024, h=192, small=None):
    a = hexrgb(ground) * (0.85 + 0.2 * cloud(1024, 370 + len(text), 2, 120, 1.6)[..., None])
    im = to_image(a).resize((w, h))
    d = ImageDraw.Draw(im)
    size = int(h * (0.5 if small else 0.62))
    while d.textlength(text, font=font("sans", size)) > w * 0.9:
        size -= 4
    tw = d.textlength(text, font=font("sans", size))
    rgb = tuple(int(q * 255) for q in hexrgb(ink))
    d.text(((w - tw) / 2, h * (0.08 if small else 0.14)), text, font=font("sans", size), fill=rgb)
    if small:
        tw = d.textlength(small, font=font("text", h // 5))
        d.text(((w - tw) / 2, h * 0.70), small, font=font("text", h // 5), fill=rgb)
    d.rectangle([6, 6, w - 7, h - 7], outline=rgb, width=4)
    wear = step(cloud(1024, 380 + len(text), 6, None, 1.4), 0.9, 0.96)
    wear = np.asarray(to_image(wear).resize((w, h)), float) / 255
    return to_image(mix(np.asarray(im, float) / 255, hexrgb("#6b5c4c"), 0.8 * wear))


def clock(n=512):
    im = to_image(hexrgb("#ece4d0") * (0.94 + 0.06 * cloud(n, 390, 2, 60, 1.8)[..., None]))
    d = ImageDraw.Draw(im)
    for k in range(60):
        a = np.radians(k * 6)
        r0 = 0.40 if k % 5 else 0.36
        d.line([(n / 2 + n * r0 * np.sin(a), n / 2 - n * r0 * np.cos(a)), (n / 2 + n * 0.43 * np.sin(a), n / 2 - n * 0.43 * np.cos(a))], fill=(40, 38, 34), width=3 if k % 5 else 8)
    for a, ln, w in ((np.radians(352), 0.24, 12), (np.radians(264), 0.34, 7)):   # ten to eleven less a little
        d.line([(n / 2, n / 2), (n / 2 + n * ln * np.sin(a), n / 2 - n * ln * np.cos(a))], fill=(34, 32, 30), width=w)
    return im


def label(seed, n=256):
    """A tin's or jar's paper label."""
    r = rng(seed)
    pal = ["#c7a25a", "#a84c34", "#5c7c79", "#d9cfb4", "#44585c"]
    im = Image.new("RGB", (n, n), tuple(int(q * 255) for q in hexrgb(pal[seed % 5])))
    d = ImageDraw.Draw(im)
    d.rectangle([0, n * 0.25, n, n * 0.75], fill=tuple(int(q * 255) for q in hexrgb("#e4dbc3")))
    d.text((n * 0.12, n * 0.36), ["PEARL", "TEA", "CARROW", "SALT", "No. 6"][int(r.integers(5))], font=font("sans", n // 5), fill=(50, 40, 34))
    return im
