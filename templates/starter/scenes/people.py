"""assets/ada.jpg, noor.jpg and teo.jpg: three busts of clay; the name comes first after --."""
import math
import os
import random
import sys

sys.path.insert(0, os.path.dirname(__file__))
from kit import *

who = sys.argv[sys.argv.index("--") + 1]
sys.argv.remove(who)
LOOKS = {
    "ada":  {"wall": "#f2c14e", "skin": "#8a5136", "hair": "#1f1512", "wear": "#1f6f5c"},
    "noor": {"wall": "#8fb8ff", "skin": "#e0a582", "hair": "#7a2f1b", "wear": "#2b2f77"},
    "teo":  {"wall": "#f59f8b", "skin": "#f0c3a4", "hair": "#3a3f4a", "wear": "#fff3e2"},
}
look = LOOKS[who]
scene = stage(440, 440, 160, view="Standard")
sky(scene, "#ffffff", 0.5)
skin = clay("skin", look["skin"], rough=0.5, specular=0.3)
hair = clay("hair", look["hair"], rough=0.45, specular=0.4)
wear = clay("wear", look["wear"], rough=0.8, specular=0.1)
dark = clay("dark", "#1c1411", rough=0.15, specular=0.6)
lip = clay("lip", {"ada": "#5c2a20", "noor": "#a8543f", "teo": "#b9674f"}[who], rough=0.5)
bpy.ops.mesh.primitive_plane_add(size=40, location=(0, 5, 0), rotation=(math.radians(90), 0, 0))
put(bpy.context.object, clay("wall", look["wall"], rough=1, specular=0))

# Head: 1 wide, its middle at z = 0, looking down -y.
HEAD = (0.86, 0.88, 1.05)
ball(skin, (0, 0, -0.03), HEAD)


def on_face(x, z, out=0.0):
    """The point of the head's front at x and z, out further than its skin."""
    y = -HEAD[1] * math.sqrt(max(0, 1 - (x / HEAD[0]) ** 2 - ((z + 0.03) / HEAD[2]) ** 2))
    return (x, y - out, z)


for side in (-1, 1):
    ball(skin, (side * 0.87, 0.06, -0.12), (0.13, 0.17, 0.23))
    ball(dark, (side * 0.31, -0.80, -0.05), (0.082, 0.05, 0.105))
    ball(clay("glint", "#ffffff"), (side * 0.31 + 0.028, -0.845, -0.005), 0.02)
ball(skin, (0, -0.93, -0.22), (0.105, 0.11, 0.12))
bpy.ops.mesh.primitive_cylinder_add(radius=0.40, depth=1.1, location=(0, 0.08, -1.2))
put(bpy.context.object, skin)


def tube(points, thick, material, closed=False):
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.use_fill_caps = "3D", thick, 6, True
    line = curve.splines.new("NURBS")
    line.points.add(len(points) - 1)
    for p, at in zip(line.points, points):
        p.co = (*at, 1)
    line.use_endpoint_u, line.use_cyclic_u, line.order_u = not closed, closed, 3
    obj = bpy.data.objects.new("tube", curve)
    bpy.context.collection.objects.link(obj)
    obj.data.materials.append(material)
    return obj


# Mouth and brows.
smile = [i * 0.22 for i in range(-6, 7)]
tube([on_face(0.24 * math.sin(a), -0.41 - 0.13 * math.cos(a), 0.004) for a in smile], 0.032, lip)
for side in (-1, 1):
    tube([on_face(side * (0.31 + u * 0.17), 0.18 - 0.05 * u * u, 0.01) for u in (-1, -0.5, 0, 0.5, 1)], 0.036, hair)

# Shoulders and a collar.
ball(wear, (0, 0.15, -2.45), (1.55, 0.86, 1.12))
bpy.ops.mesh.primitive_torus_add(location=(0, 0.06, -1.44), major_radius=0.44, minor_radius=0.12, rotation=(math.radians(8), 0, 0))
put(bpy.context.object, wear)

random.seed({"ada": 5, "noor": 2, "teo": 9}[who])
if who == "ada":  # a cloud of curls
    n = 150
    for i in range(n):
        t = math.acos(1 - 2 * (i + 0.5) / n)
        p = math.pi * (1 + 5 ** 0.5) * i
        x, y, z = math.sin(t) * math.cos(p), math.sin(t) * math.sin(p), math.cos(t)
        if z < -0.45 or (y < -0.28 and z < 0.52) or (y < 0.02 and z < 0.12):
            continue
        r = random.uniform(0.20, 0.29)
        ball(hair, (x * 0.98, 0.14 + y * 0.94, 0.18 + z * 1.02), r)
    ball(hair, (0, 0.2, 0.2), (0.92, 0.86, 0.98))
elif who == "noor":  # a bob with a parting
    ball(hair, (0, 0.20, 0.10), (1.0, 0.93, 1.06))
    for side in (-1, 1):
        ball(hair, (side * 0.80, 0.18, -0.42), (0.30, 0.56, 0.78), rotation=(0, side * math.radians(6), 0))
        ball(hair, (side * 0.46, -0.42, 0.66), (0.60, 0.46, 0.36), rotation=(0, side * math.radians(38), 0))
    ball(hair, (0, 0.60, -0.55), (0.86, 0.50, 0.80))
else:  # cropped, with a beard and glasses
    ball(hair, (0, 0.16, 0.22), (0.93, 0.86, 0.92))
    ball(hair, (0, -0.30, 0.72), (0.66, 0.50, 0.34), rotation=(math.radians(-18), 0, 0))
    ball(hair, (0, -0.06, -0.66), (0.70, 0.77, 0.50))
    tube([on_face(0.22 * math.sin(a), -0.50 - 0.09 * math.cos(a), 0.10) for a in smile], 0.045, clay("teeth", "#fff6ee", rough=0.3))
    for side in (-1, 1):
        bpy.ops.mesh.primitive_torus_add(location=(side * 0.33, -0.93, -0.04), major_radius=0.245, minor_radius=0.03, rotation=(math.radians(90), 0, 0), major_segments=64)
        put(bpy.context.object, dark)
        tube([(side * 0.57, -0.92, -0.02), (side * 0.75, -0.6, 0), (side * 0.90, 0.0, 0.02)], 0.026, dark)
    tube([(-0.09, -0.95, 0.0), (0, -0.97, 0.03), (0.09, -0.95, 0.0)], 0.026, dark)

lamp((-4, -6, 4.5), (0, 0, -0.3), 3, 420, "#fff1e2")
lamp((5, -4, 1), (0, 0, -0.3), 4, 110, "#ffe2d5")
lamp((2.5, 3.5, 4), (0, 0, 0), 2, 240, "#ffffff")
camera(scene, (0, -11, 0.05), (0, 0, -0.50), lens=85)
scene.camera.data.lens = 92
shoot(scene, who + ".png")
