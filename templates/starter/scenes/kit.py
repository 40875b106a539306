"""What the scenes share: a clean stage, clay materials, soft lights, rounded slabs, a camera and Cycles."""
import math
import sys

import bmesh
import bpy
from mathutils import Vector


def stage(width, height, samples, exposure=0.0, look="None", view="Filmic"):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = samples
    scene.cycles.use_adaptive_sampling = True
    scene.cycles.adaptive_threshold = 0.008
    scene.cycles.use_denoising = False
    scene.cycles.sample_clamp_indirect = 4
    scene.cycles.caustics_reflective = False
    scene.cycles.caustics_refractive = False
    scene.cycles.max_bounces = 6
    scene.cycles.seed = 1
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = view
    scene.view_settings.look = look
    scene.view_settings.exposure = exposure
    scene.render.image_settings.file_format = "PNG"
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True
    return scene


def sky(scene, color, strength):
    node = scene.world.node_tree.nodes["Background"]
    node.inputs[0].default_value = rgb(color)
    node.inputs[1].default_value = strength


def rgb(text):
    """Scene-linear RGBA of a hexadecimal sRGB colour."""
    out = []
    for i in (1, 3, 5):
        c = int(text[i:i + 2], 16) / 255
        out.append(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    return (*out, 1.0)


def clay(name, color, rough=0.6, specular=0.35, coat=0.0, subsurface=0.0):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = rgb(color)
    shader.inputs["Roughness"].default_value = rough
    shader.inputs["Specular"].default_value = specular
    shader.inputs["Clearcoat"].default_value = coat
    shader.inputs["Clearcoat Roughness"].default_value = 0.15
    if subsurface:
        shader.inputs["Subsurface"].default_value = subsurface
        shader.inputs["Subsurface Color"].default_value = rgb(color)
        shader.inputs["Subsurface Radius"].default_value = (0.25, 0.1, 0.06)
    return material


def put(obj, material, parent=None, smooth=True):
    obj.data.materials.append(material)
    if smooth and hasattr(obj.data, "polygons"):
        for p in obj.data.polygons:
            p.use_smooth = True
    if parent:
        obj.parent = parent
    return obj


def ball(material, at, size, parent=None, rotation=(0, 0, 0)):
    bpy.ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=32, radius=1, location=at, rotation=rotation)
    obj = bpy.context.object
    obj.scale = size if isinstance(size, tuple) else (size,) * 3
    return put(obj, material, parent)


def slab(material, at, width, depth, thick, radius, parent=None, soft=0.02):
    """A rounded rectangle in x and y, extruded in z, with soft edges."""
    mesh = bpy.data.meshes.new("slab")
    bm = bmesh.new()
    steps, corner = 20, []
    for cx, cy, start in ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270)):
        for i in range(steps + 1):
            a = math.radians(start + 90 * i / steps)
            corner.append(bm.verts.new((cx * (width / 2 - radius) + radius * math.cos(a), cy * (depth / 2 - radius) + radius * math.sin(a), -thick / 2)))
    bmesh.ops.remove_doubles(bm, verts=corner, dist=1e-5)
    face = bm.faces.new(bm.verts)
    lifted = bmesh.ops.extrude_face_region(bm, geom=[face])
    bmesh.ops.translate(bm, vec=(0, 0, thick), verts=[v for v in lifted["geom"] if isinstance(v, bmesh.types.BMVert)])
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
    bm.to_mesh(mesh)
    obj = bpy.data.objects.new("slab", mesh)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    put(obj, material, parent)
    bevel = obj.modifiers.new("bevel", "BEVEL")
    bevel.width, bevel.segments, bevel.limit_method, bevel.angle_limit = min(soft, thick * 0.49), 5, "ANGLE", math.radians(50)
    mesh.use_auto_smooth = True
    mesh.auto_smooth_angle = math.radians(40)
    return obj


def lamp(at, target, size, power, color="#ffffff", spread=180):
    data = bpy.data.lights.new("lamp", "AREA")
    data.shape, data.size, data.energy, data.color = "DISK", size, power, rgb(color)[:3]
    data.spread = math.radians(spread)
    obj = bpy.data.objects.new("lamp", data)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    obj.visible_camera = False
    aim(obj, target)
    return obj


def aim(obj, target):
    obj.rotation_euler = (Vector(target) - Vector(obj.location)).to_track_quat("-Z", "Y").to_euler()


def camera(scene, at, target, lens=50, ortho=None, blur=None):
    data = bpy.data.cameras.new("camera")
    obj = bpy.data.objects.new("camera", data)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    aim(obj, target)
    data.lens = lens
    if ortho:
        data.type, data.ortho_scale = "ORTHO", ortho
    if blur:
        data.dof.use_dof = True
        data.dof.focus_distance, data.dof.aperture_fstop = blur
    scene.camera = obj
    return obj


def shoot(scene, default):
    args = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
    scene.render.filepath = args[0] if args else default
    if len(args) > 1:
        scene.cycles.samples = int(args[1])
    if len(args) > 2:
        scene.render.resolution_percentage = int(args[2])
    bpy.ops.render.render(write_still=True)
