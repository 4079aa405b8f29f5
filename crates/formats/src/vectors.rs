//! Vectors of segments from a file: `.npy` of NumPy (format 1.0 to 3.0), or `.safetensors`.
//!
//! Both hold a matrix of one row per segment, in 16, 32 or 64-bit floating point. The declared shape is
//! checked against the size of the file before data is read.

use crate::{Input, InputError, InputProblem};
use calque_bitext::SegmentVectors;
use half::{bf16, f16};
use npyz::{NpyFile, Order};
use safetensors::{Dtype, SafeTensors};

/// Reads a matrix of `segments` rows. Errors ([`InputProblem::Vectors`]): another number of rows or
/// dimensions, numbers that are not finite, a damaged file.
pub fn vectors(input: &Input, max_bytes: u64, segments: usize) -> Result<SegmentVectors, InputError> {
    let bytes = input.bytes(max_bytes)?;
    let found = if bytes.starts_with(b"\x93NUMPY") { npy(&bytes) } else { tensors(&bytes) };
    found
        .and_then(|(shape, data)| check(&shape, data, segments))
        .map_err(|what| InputError::new(input.name(), InputProblem::Vectors(what)))
}

type Array = (Vec<u64>, Vec<f32>);

fn check(shape: &[u64], data: Vec<f32>, segments: usize) -> Result<SegmentVectors, String> {
    let &[rows, dim] = shape else {
        return Err(format!("holds an array of shape {shape:?}; a table of {segments} rows is needed"));
    };
    if rows as usize != segments {
        return Err(format!("holds {rows} vectors, but the text has {segments} segments"));
    }
    if dim == 0 {
        return Err("holds vectors of no length".into());
    }
    let dim = dim as usize;
    if let Some(at) = data.iter().position(|x| !x.is_finite()) {
        return Err(format!("row {}, column {}: {} is no finite number", at / dim, at % dim, data[at]));
    }
    Ok(SegmentVectors { dim, data })
}

/// An error if the file is shorter or longer than its array.
fn check_size(shape: &[u64], size: u64, have: usize) -> Result<(), String> {
    let need = shape.iter().try_fold(size, |a, &b| a.checked_mul(b));
    match need {
        Some(need) if need == have as u64 => Ok(()),
        _ => Err(format!("is cut short or damaged: an array of shape {shape:?} does not take {have} bytes")),
    }
}

fn npy(bytes: &[u8]) -> Result<Array, String> {
    let mut rest = bytes;
    let file = NpyFile::new(&mut rest).map_err(|e| format!("is no sound .npy file: {e}"))?;
    let shape = file.shape().to_vec();
    let descr = file.dtype().descr();
    let size = match descr.trim_matches('\'').trim_start_matches(['<', '>', '=', '|']) {
        "f2" => 2,
        "f4" => 4,
        "f8" => 8,
        other => return Err(format!("holds numbers of type {other}; f2, f4 or f8 are needed")),
    };
    if file.order() != Order::C {
        return Err("holds its columns one after another (Fortran order); save it with numpy.ascontiguousarray".into());
    }
    let header = file.header().clone();
    drop(file);
    check_size(&shape, size, rest.len())?;
    let file = NpyFile::with_header(header, rest);
    let damaged = |e: std::io::Error| format!("is no sound .npy file: {e}");
    let data = match size {
        2 => file.into_vec::<f16>().map_err(damaged)?.into_iter().map(f16::to_f32).collect(),
        4 => file.into_vec::<f32>().map_err(damaged)?,
        _ => file.into_vec::<f64>().map_err(damaged)?.into_iter().map(|x| x as f32).collect(),
    };
    Ok((shape, data))
}

fn tensors(bytes: &[u8]) -> Result<Array, String> {
    let file = SafeTensors::deserialize(bytes).map_err(|e| format!("is neither .npy nor .safetensors: {e}"))?;
    let tables: Vec<_> = file.tensors().into_iter().filter(|(_, t)| t.shape().len() == 2).collect();
    let [(_, table)] = tables.as_slice() else {
        return Err(format!("holds {} tables; one is needed, of one row per segment", tables.len()));
    };
    let shape: Vec<u64> = table.shape().iter().map(|&n| n as u64).collect();
    let data = table.data();
    let by = |size: usize, read: &dyn Fn(&[u8]) -> f32| data.chunks_exact(size).map(read).collect::<Vec<f32>>();
    let two = |b: &[u8]| [b[0], b[1]];
    let four = |b: &[u8]| [b[0], b[1], b[2], b[3]];
    let eight = |b: &[u8]| [b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]];
    Ok((
        shape,
        match table.dtype() {
            Dtype::F16 => by(2, &|b| f16::from_le_bytes(two(b)).to_f32()),
            Dtype::BF16 => by(2, &|b| bf16::from_le_bytes(two(b)).to_f32()),
            Dtype::F32 => by(4, &|b| f32::from_le_bytes(four(b))),
            Dtype::F64 => by(8, &|b| f64::from_le_bytes(eight(b)) as f32),
            other => return Err(format!("holds numbers of type {other:?}; F16, BF16, F32 or F64 are needed")),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use npyz::WriterBuilder;

    fn saved(shape: &[u64], data: &[f32], order: Order) -> Vec<u8> {
        let mut out = Vec::new();
        let options = npyz::WriteOptions::new().default_dtype().shape(shape).order(order);
        let mut writer = options.writer(&mut out).begin_nd().expect("a buffer");
        writer.extend(data.iter().copied()).expect("a buffer");
        writer.finish().expect("as many as said");
        out
    }

    fn tensor(dtype: Dtype, shape: Vec<usize>, data: &[u8]) -> Vec<u8> {
        let view = safetensors::tensor::TensorView::new(dtype, shape, data).expect("it fits");
        safetensors::serialize([("x", view)], None).expect("it can be written")
    }

    fn read(bytes: &[u8], segments: usize) -> Result<SegmentVectors, String> {
        let dir =
            std::env::temp_dir().join(format!("calque-vectors-{}-{segments}-{}", std::process::id(), bytes.len()));
        std::fs::write(&dir, bytes).expect("a temporary file");
        let got = vectors(&Input::Path(dir.clone()), 1 << 20, segments);
        std::fs::remove_file(&dir).expect("it was written");
        got.map_err(|e| e.to_string())
    }

    #[test]
    fn tables_of_both_formats_are_read() {
        let data = [1.0, 2.0, 3.0, -4.0, 0.5, 6.0];
        let wanted = SegmentVectors { dim: 3, data: data.to_vec() };
        assert_eq!(read(&saved(&[2, 3], &data, Order::C), 2).as_ref(), Ok(&wanted));
        let f16s: Vec<u8> = data.iter().flat_map(|&x| f16::from_f32(x).to_le_bytes()).collect();
        assert_eq!(read(&tensor(Dtype::F16, vec![2, 3], &f16s), 2).as_ref(), Ok(&wanted));
        let f64s: Vec<u8> = data.iter().flat_map(|&x| f64::from(x).to_le_bytes()).collect();
        assert_eq!(read(&tensor(Dtype::F64, vec![2, 3], &f64s), 2), Ok(wanted));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let data = [1.0, 2.0, f32::NAN, 4.0];
        let good = saved(&[2, 2], &data, Order::C);
        let whole: Vec<u8> = data.iter().flat_map(|&x| x.to_le_bytes()).collect();
        for (bytes, segments, said) in [
            (good.clone(), 2, "row 1, column 0: NaN is no finite number"),
            (good.clone(), 3, "holds 2 vectors, but the text has 3 segments"),
            (good[..good.len() - 4].to_vec(), 2, "is cut short or damaged"),
            (saved(&[4], &data, Order::C), 4, "holds an array of shape [4]; a table of 4 rows is needed"),
            (saved(&[2, 2], &data, Order::Fortran), 2, "Fortran order"),
            (tensor(Dtype::I32, vec![2, 2], &whole), 2, "numbers of type I32"),
            (tensor(Dtype::F32, vec![4], &whole), 4, "holds 0 tables"),
            (b"nothing of the kind".to_vec(), 2, "is neither .npy nor .safetensors"),
        ] {
            let error = read(&bytes, segments).expect_err(said);
            assert!(error.contains(said), "{error}");
        }
    }
}
