//! Values of Arrow columns as JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};
use serde_json::Value;
use std::sync::Arc;

/// A cell as JSON; `None` for types that JSON lacks.
pub(crate) fn value(column: &ArrayRef, at: usize) -> Option<Value> {
    if column.is_null(at) {
        return Some(Value::Null);
    }
    macro_rules! number {
        ($kind:ty) => {
            column.as_primitive::<$kind>().value(at).into()
        };
    }
    Some(match column.data_type() {
        DataType::Null => Value::Null,
        DataType::Utf8 => column.as_string::<i32>().value(at).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(at).into(),
        DataType::Utf8View => column.as_string_view().value(at).into(),
        DataType::Boolean => column.as_boolean().value(at).into(),
        DataType::Float64 => number!(Float64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int8 => number!(Int8Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::Struct(fields) => {
            let columns = column.as_struct();
            let field = |(i, f): (usize, &Arc<Field>)| Some((f.name().clone(), value(columns.column(i), at)?));
            Value::Object(fields.iter().enumerate().map(field).collect::<Option<_>>()?)
        }
        DataType::List(_) => list(&column.as_list::<i32>().value(at))?,
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(at))?,
        DataType::Dictionary(..) => {
            let (values, at) = dictionary_value(column, at)?;
            value(values, at)?
        }
        _ => return None,
    })
}

fn list(cells: &ArrayRef) -> Option<Value> {
    (0..cells.len()).map(|i| value(cells, i)).collect::<Option<_>>().map(Value::Array)
}

/// The approximate size of a cell in bytes of JSON.
pub(super) fn size(column: &ArrayRef, at: usize) -> usize {
    // A number, a bracket, a comma.
    const SCALAR_BYTES: usize = 8;
    if column.is_null(at) {
        return SCALAR_BYTES;
    }
    let all = |cells: &ArrayRef| (0..cells.len()).map(|i| size(cells, i)).fold(SCALAR_BYTES, usize::saturating_add);
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(at).len(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(at).len(),
        DataType::Utf8View => column.as_string_view().value(at).len(),
        DataType::Struct(fields) => {
            let cells = column.as_struct().columns().iter().zip(fields);
            cells.map(|(column, field)| field.name().len() + size(column, at)).fold(SCALAR_BYTES, usize::saturating_add)
        }
        DataType::List(_) => all(&column.as_list::<i32>().value(at)),
        DataType::LargeList(_) => all(&column.as_list::<i64>().value(at)),
        DataType::Dictionary(..) => dictionary_value(column, at).map_or(SCALAR_BYTES, |(values, at)| size(values, at)),
        _ => SCALAR_BYTES,
    }
}

/// The value of a dictionary key: the array of values, and the index.
fn dictionary_value(column: &ArrayRef, at: usize) -> Option<(&ArrayRef, usize)> {
    let dictionary = column.as_any_dictionary();
    let keys: ArrayRef = dictionary.keys().slice(at, 1);
    Some((dictionary.values(), usize::try_from(value(&keys, 0)?.as_u64()?).ok()?))
}
