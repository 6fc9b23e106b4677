#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a result file with the readers other people use and compares what they see.

    open_everywhere.py RESULT.h5        or a file made of results, which has an attribute `kind`

A file that only our own reader understands would be no result. h5py is taken as the truth (it shows what is
stored); xarray, netCDF4, h5netcdf and ncdump have to see the same dimensions, labels, dates and values with no
option given. Exit code 0: all agree; 1: a difference; 77: h5py or xarray is not installed.
"""
import shutil
import subprocess
import sys
import warnings

try:
    import h5py
    import numpy as np
    import xarray as xr
    try:
        import netCDF4  # now, before warnings are errors: it warns about numpy's age when loaded
    except ImportError:
        netCDF4 = None
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

ROOT = ["Conventions", "title", "question", "seed", "seed_text", "version", "scenario",
        "scenario_digest", "replications", "base_year", "keep", "incomplete", "schema_version"]
MADE_OF_RESULTS = ["Conventions", "kind", "title", "version", "schema_version"]
problems = []


def check(good, what):
    if not good:
        problems.append(what)
        print("WRONG:", what)


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def is_scale(dataset):
    return dataset.attrs.get("CLASS", b"") == b"DIMENSION_SCALE"


def check_storage(f):
    """Filters, chunks, types, scales: as the contract has them."""
    names = list(f.keys())
    for name in names:
        d = f[name]
        check(isinstance(d, h5py.Dataset), f"{name}: is no dataset")
        check(f.get(name, getlink=True).__class__ is h5py.HardLink, f"{name}: no hard link")
        strings = h5py.check_string_dtype(d.dtype)
        if strings is None:
            check(d.dtype in (np.int8, np.int32, np.float64), f"{name}: type {d.dtype}")
            check(d.fletcher32, f"{name}: no checksum")
            check(d.compression == "gzip" and d.compression_opts == 1, f"{name}: not deflated")
            check(d.shuffle == (d.dtype != np.float64), f"{name}: shuffle {d.shuffle}")
            check(all(c <= n for c, n in zip(d.chunks, d.shape)), f"{name}: chunks {d.chunks}")
        else:
            check(strings.encoding == "utf-8" and strings.length is None,
                  f"{name}: labels are not variable-length UTF-8")
        check(d.shape == d.maxshape, f"{name}: a dimension can grow")
        if is_scale(d):
            check(d.ndim == 1, f"{name}: a scale of rank {d.ndim}")
            continue
        check(strings is not None or "units" in d.attrs, f"{name}: no units")
        for key in ("long_name", "long_name_ja"):
            check(key in d.attrs, f"{name}: no {key}")
        axes = text(d.attrs["axes"]).split()
        for i, axis in enumerate(axes):
            check(len(d.dims[i]) == 1, f"{name}: axis {i} has {len(d.dims[i])} scales")
            check(d.dims[i][0].name == "/" + axis, f"{name}: axis {i} is not {axis}")
            check(d.shape[i] == f[axis].shape[0], f"{name}: axis {i} differs from {axis}")
    for key in root_of(f):
        check(key in f.attrs, f"root attribute {key} is missing")
    if "kind" in f.attrs:
        return names
    check(str(int(f.attrs["seed"])) == text(f.attrs["seed_text"]), "seed and seed_text differ")
    check(f.attrs["seed"].dtype == np.uint64, "seed is not uint64")
    return names


def root_of(f):
    return MADE_OF_RESULTS if "kind" in f.attrs else ROOT


def same(a, b):
    if a.dtype.kind in "OUS":
        return [text(x) for x in a] == [text(x) for x in b]
    return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def check_dates(f, values, who):
    base = int(f.attrs["base_year"])
    want = [np.datetime64(f"{base + (m + 3) // 12:04d}-{(m + 3) % 12 + 1:02d}-01", "ns")
            for m in range(f["month"].shape[0])]
    check(np.issubdtype(values.dtype, np.datetime64), f"{who}: month is {values.dtype}")
    check(list(values.astype("datetime64[ns]")) == want, f"{who}: the dates are wrong")


def check_xarray(path, f, names, engine):
    who = f"xarray ({engine or 'default'})"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        ds = xr.open_dataset(path, engine=engine) if engine else xr.open_dataset(path)
    with ds:
        check(sorted(ds.variables) == sorted(names), f"{who}: sees {sorted(ds.variables)}")
        for name in names:
            v, d = ds[name], f[name]
            axes = tuple(text(d.attrs["axes"]).split())
            check(v.dims == axes, f"{who}: {name} has dimensions {v.dims}, not {axes}")
            if is_scale(d):
                check(name in ds.coords, f"{who}: {name} is no coordinate")
            if name == "month":
                check_dates(f, v.values, who)
            elif d.dtype.kind == "O":
                check(list(v.values) == [text(x) for x in d[()]], f"{who}: labels of {name}")
            else:
                check(same(v.values, d[()]), f"{who}: values of {name}")
            check(v.attrs.get("long_name_ja", "") == text(d.attrs.get("long_name_ja", "")),
                  f"{who}: long_name_ja of {name}")
        for key in root_of(f):
            check(key in ds.attrs, f"{who}: root attribute {key}")
    print("ok:", who, f"{len(names)} variables")


def check_coordinates(path, f):
    """What stands beside the axes is found as such: factors of a design by their keys."""
    wanted = text(f["side_work_rate_annual"].attrs["coordinates"]).split()
    with xr.open_dataset(path) as ds:
        for name in wanted:
            check(name in ds.coords and name in f, f"xarray: {name} is no coordinate")
            check(name in ds["side_work_rate_annual"].coords, f"xarray: {name} is not beside the rate")


def check_netcdf4(path, f, names):
    if netCDF4 is None:
        print("not installed: netCDF4")
        return
    with netCDF4.Dataset(path) as ds:
        ds.set_auto_mask(False)
        check(sorted(ds.variables) == sorted(names), "netCDF4: other variables")
        for name in names:
            v = ds.variables[name]
            check(v.dimensions == tuple(text(f[name].attrs["axes"]).split()),
                  f"netCDF4: dimensions of {name}: {v.dimensions}")
            check(same(np.asarray(v[:]), f[name][()]), f"netCDF4: values of {name}")
        check(not any(d.isunlimited() for d in ds.dimensions.values()), "netCDF4: unlimited")
    print("ok: netCDF4", netCDF4.__version__, "netCDF-C", netCDF4.__netcdf4libversion__)


def check_program(program, path):
    if shutil.which(program[0]) is None:
        print("not installed:", program[0])
        return
    done = subprocess.run(program + [path], capture_output=True, text=True, check=False)
    check(done.returncode == 0 and ("side_work_rate_annual" in done.stdout or "parameter_value" in done.stdout),
          f"{program[0]}: {done.stderr.strip()[:200]}")
    print("ok:", " ".join(program))


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 1
    path = sys.argv[1]
    with h5py.File(path, "r", track_order=True) as f:
        names = check_storage(f)
        if "side_work_rate_annual" in f and "coordinates" in f["side_work_rate_annual"].attrs:
            check_coordinates(path, f)
        print("ok: h5py", h5py.__version__, "HDF5", h5py.version.hdf5_version)
        check_xarray(path, f, names, None)
        for engine in ("netcdf4", "h5netcdf"):
            if engine in xr.backends.list_engines():
                check_xarray(path, f, names, engine)
            else:
                print("not installed: xarray engine", engine)
        check_netcdf4(path, f, names)
    for program in (["ncdump", "-h"], ["h5dump", "-H"]):
        check_program(program, path)
    print("problems:", len(problems))
    return 1 if problems else 0


sys.exit(main())
