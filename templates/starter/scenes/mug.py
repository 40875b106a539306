"""assets/mug.jpg: a stoneware mug on a plinth in window light."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from kit import *

scene = stage(1080, 1350, 128, view="Filmic", look="Medium High Contrast", exposure=0.35)
sky(scene, "#ffe9d2", 0.28)


def lathe(name, profile, material, steps=128):
    mesh = bpy.data.meshes.new(name)
    verts, faces, n = [], [], len(profile)
    for i in range(steps):
        a = 2 * math.pi * i / steps
        verts += [(r * math.cos(a), r * math.sin(a), z) for r, z in profile]
    for i in range(steps):
        for j in range(n - 1):
            a, b = i * n + j, ((i + 1) % steps) * n + j
            faces.append((a, b, b + 1, a + 1))
    mesh.from_pydata(verts, [], faces)
    mesh.update()
    obj = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(obj)
    put(obj, material)
    mesh.use_auto_smooth = True
    mesh.auto_smooth_angle = math.radians(60)
    sub = obj.modifiers.new("sub", "SUBSURF")
    sub.levels = sub.render_levels = 2
    return obj


def stoneware():
    """Cream glaze over bare clay, with iron speckles; the glaze's edge runs unevenly."""
    m = clay("stoneware", "#efe6d6", rough=0.3, specular=0.5)
    t = m.node_tree
    new, link, shader = t.nodes.new, t.links.new, t.nodes["Principled BSDF"]
    coord = new("ShaderNodeTexCoord")
    split = new("ShaderNodeSeparateXYZ")
    link(coord.outputs["Object"], split.inputs[0])
    wave = new("ShaderNodeTexNoise")
    wave.inputs["Scale"].default_value = 3.2
    link(coord.outputs["Object"], wave.inputs["Vector"])
    bend = new("ShaderNodeMath"); bend.operation = "MULTIPLY_ADD"
    bend.inputs[1].default_value = 0.12
    link(wave.outputs["Fac"], bend.inputs[0]); link(split.outputs["Z"], bend.inputs[2])
    edge = new("ShaderNodeMapRange")
    edge.inputs[1].default_value, edge.inputs[2].default_value = 0.50, 0.515
    link(bend.outputs[0], edge.inputs[0])
    speck = new("ShaderNodeTexNoise")
    speck.inputs["Scale"].default_value, speck.inputs["Detail"].default_value = 46, 3
    link(coord.outputs["Object"], speck.inputs["Vector"])
    cut = new("ShaderNodeMapRange")
    cut.inputs[1].default_value, cut.inputs[2].default_value = 0.655, 0.70
    link(speck.outputs["Fac"], cut.inputs[0])
    glaze = new("ShaderNodeMixRGB")
    glaze.inputs[1].default_value, glaze.inputs[2].default_value = rgb("#f1e8d9"), rgb("#8a6a4c")
    link(cut.outputs[0], glaze.inputs[0])
    both = new("ShaderNodeMixRGB")
    both.inputs[1].default_value = rgb("#b0714c")
    link(edge.outputs[0], both.inputs[0]); link(glaze.outputs[0], both.inputs[2])
    link(both.outputs[0], shader.inputs["Base Color"])
    rough = new("ShaderNodeMapRange")
    rough.inputs[3].default_value, rough.inputs[4].default_value = 0.85, 0.26
    link(edge.outputs[0], rough.inputs[0]); link(rough.outputs[0], shader.inputs["Roughness"])
    bump = new("ShaderNodeBump")
    bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = 0.25, 0.012
    link(edge.outputs[0], bump.inputs["Height"]); link(bump.outputs[0], shader.inputs["Normal"])
    return m


wall = clay("wall", "#d98a66", rough=0.95, specular=0.05)
stone = clay("plinth", "#e8b497", rough=0.9, specular=0.1)
ware = stoneware()
coffee = clay("coffee", "#2b130a", rough=0.06, specular=0.6)

# A wall that runs into the floor without an edge.
bm = bmesh.new()
rows = [(-8, 0)] + [(2.2 + 1.2 * math.sin(a), 1.2 - 1.2 * math.cos(a)) for a in [math.pi / 2 * i / 16 for i in range(17)]] + [(3.4, 14)]
for y, z in rows:
    bm.verts.new((-14, y, z)); bm.verts.new((14, y, z))
bm.verts.ensure_lookup_table()
for i in range(len(rows) - 1):
    bm.faces.new([bm.verts[2 * i], bm.verts[2 * i + 1], bm.verts[2 * i + 3], bm.verts[2 * i + 2]])
mesh = bpy.data.meshes.new("sweep"); bm.to_mesh(mesh)
sweep = bpy.data.objects.new("sweep", mesh)
bpy.context.collection.objects.link(sweep); put(sweep, wall)

bpy.ops.mesh.primitive_cylinder_add(vertices=160, radius=1.55, depth=0.62, location=(0, 0, 0.31))
plinth = put(bpy.context.object, stone)
plinth.data.use_auto_smooth = True
bevel = plinth.modifiers.new("bevel", "BEVEL"); bevel.width, bevel.segments = 0.04, 4
bpy.ops.mesh.primitive_cylinder_add(vertices=160, radius=0.62, depth=1.5, location=(1.95, 1.25, 0.75))
back = put(bpy.context.object, stone); back.data.use_auto_smooth = True
bevel = back.modifiers.new("bevel", "BEVEL"); bevel.width, bevel.segments = 0.04, 4

top = 0.62
outer = [(0.0, 0.03), (0.50, 0.03), (0.56, 0.0), (0.62, 0.02), (0.72, 0.12), (0.77, 0.30), (0.78, 0.7), (0.765, 1.1), (0.76, 1.42), (0.755, 1.50)]
inner = [(0.735, 1.525), (0.71, 1.50), (0.70, 1.42), (0.70, 0.9), (0.70, 0.3), (0.6, 0.14), (0.0, 0.12)]
mug = lathe("mug", outer + inner, ware)
mug.location = (-0.12, -0.1, top)
bpy.ops.mesh.primitive_cylinder_add(vertices=128, radius=0.703, depth=0.01, location=(-0.12, -0.1, top + 1.28))
put(bpy.context.object, coffee, smooth=False)

curve = bpy.data.curves.new("handle", "CURVE")
curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.resolution_u = "3D", 0.095, 8, 32
line = curve.splines.new("BEZIER")
line.bezier_points.add(3)
for p, (x, z, hx, hz) in zip(line.bezier_points, [(0.70, 1.18, 0.2, 0.03), (1.16, 1.02, 0.10, -0.12), (1.16, 0.56, -0.10, -0.14), (0.72, 0.38, -0.2, 0.02)]):
    p.co = (x, 0, z)
    p.handle_left, p.handle_right = (x - hx, 0, z - hz), (x + hx, 0, z + hz)
handle = bpy.data.objects.new("handle", curve)
bpy.context.collection.objects.link(handle)
handle.data.materials.append(ware)
handle.location, handle.rotation_euler = mug.location, (0, 0, math.radians(-24))
mug.rotation_euler = (0, 0, math.radians(40))

ball(clay("bead", "#c4583a", rough=0.75), (1.95, 1.25, 1.5 + 0.36), 0.36)

# The sun through a window with bars.
sun = bpy.data.lights.new("sun", "SUN")
sun.energy, sun.angle, sun.color = 4.2, math.radians(1.1), rgb("#ffe3c2")[:3]
lit = bpy.data.objects.new("sun", sun)
bpy.context.collection.objects.link(lit)
lit.location = (-7.0, -6.0, 8.0); aim(lit, (0, 0.6, 1.2))
frame = clay("frame", "#000000")
way = (Vector((0, 0.6, 1.6)) - Vector(lit.location)).normalized()
right = way.cross(Vector((0, 0, 1))).normalized(); up = right.cross(way).normalized()
middle = Vector((0, 0.6, 1.6)) - way * 7
def bar(u, v, w, h):
    mesh = bpy.data.meshes.new("bar")
    c = middle + right * u + up * v
    mesh.from_pydata([c + right * x * w / 2 + up * y * h / 2 for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))], [], [(0, 1, 2, 3)])
    obj = bpy.data.objects.new("bar", mesh); bpy.context.collection.objects.link(obj); obj.data.materials.append(frame)
    obj.visible_camera = False
W, H = 3.6, 5.4
bar(-W / 2 - 6, 0, 12, 30); bar(W / 2 + 6, 0, 12, 30)
bar(0, H / 2 + 6, 30, 12); bar(0, -H / 2 - 6, 30, 12)
bar(0.1, 0, 0.16, H); bar(0, 0.9, W, 0.16)

lamp((-4, -5, 5), (0, 0, 1.2), 5, 170, "#ffe7d0")
lamp((5, -2, 4), (0, 0, 1.2), 4, 60, "#ffd0b0")
camera(scene, (0.35, -9.4, 3.15), (0.15, 0, 2.05), lens=62, blur=(9.2, 5.6))
shoot(scene, "mug.png")
