"""assets/layers.jpg: a card taken apart into its floating layers."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from kit import *

scene = stage(900, 1134, 180, view="Standard")
sky(scene, "#fff4ea", 0.55)

floor = clay("floor", "#f3c9b0", rough=0.9, specular=0.1)
bpy.ops.mesh.primitive_plane_add(size=60, location=(0, 0, -0.9))
put(bpy.context.object, floor)

ink = clay("ink", "#26265e", rough=0.35, coat=0.3)
coral = clay("coral", "#ff6a4d", rough=0.4, coat=0.25)
amber = clay("amber", "#ffb938", rough=0.4, coat=0.25)
paper = clay("paper", "#fffaf2", rough=0.5)
mint = clay("mint", "#3fb8a1", rough=0.4, coat=0.25)
sky_blue = clay("sky", "#8fb4ff", rough=0.4, coat=0.25)
rose = clay("rose", "#ffd0c4", rough=0.5)

# Bottom to top: background, picture, shapes, words. Each is shown a step above the one below.
slab(ink, (0, 0, 0), 4.2, 3.0, 0.14, 0.34)

step = 1.02
slab(sky_blue, (0, 0, step), 4.2, 3.0, 0.10, 0.34)
ball(amber, (1.0, 0.62, step + 0.10), (0.48, 0.48, 0.14))
def hill(material, x, y, w, h, z):
    slab(material, (x, y, z), w, h, 0.09, min(w, h) / 2 - 0.001)
hill(mint, -0.75, -0.85, 2.3, 0.95, step + 0.10)
hill(coral, 0.85, -1.0, 1.9, 0.66, step + 0.17)

z = 2 * step
slab(paper, (-0.35, 0, z), 3.1, 2.3, 0.10, 0.28)
slab(ink, (-0.62, 0.34, z + 0.10), 2.0, 0.26, 0.09, 0.129)
slab(ink, (-0.92, -0.08, z + 0.10), 1.4, 0.26, 0.09, 0.129)
slab(rose, (-0.70, -0.55, z + 0.09), 1.84, 0.15, 0.07, 0.074)
slab(rose, (-1.05, -0.80, z + 0.09), 1.14, 0.15, 0.07, 0.074)

z = 2.86 * step
slab(coral, (-1.1, 0.98, z - 0.1), 1.25, 0.46, 0.16, 0.228, soft=0.06)
ball(amber, (1.62, 0.55, z + 0.02), (0.44, 0.44, 0.44))

lamp((-5, 4, 9), (0, 0, 1), 4.5, 780, "#fff0de")
lamp((6, -5, 7), (0, 0, 1), 6, 330, "#ffd9c8")
lamp((5, 6, 3), (0, 0, 1.2), 4, 160, "#c9d6ff")
camera(scene, (8.2, -9.4, 8.6), (0.02, 0.05, 1.18), ortho=6.9)
shoot(scene, "layers.png")
