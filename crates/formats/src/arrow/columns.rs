//! Columns of JSON answers, in Arrow types that are declared beforehand.

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use serde_json::Value;
use std::sync::Arc;

/// The type of a column of answers. Any value may be null.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnType {
    /// Text; values that are not strings are written as JSON.
    Text,
    /// A floating-point number (`Float64`).
    Number,
    /// An integer (`Int64`).
    Count,
    /// A truth value (`Boolean`).
    Truth,
    /// A list of values of one type.
    List(Box<ColumnType>),
    /// A struct: values by name.
    Record(Vec<(&'static str, ColumnType)>),
}

impl ColumnType {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Number => DataType::Float64,
            Self::Count => DataType::Int64,
            Self::Truth => DataType::Boolean,
            Self::List(of) => DataType::List(item(of)),
            Self::Record(fields) => DataType::Struct(of(fields)),
        }
    }

    /// A column of these values.
    pub(super) fn array(&self, values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
        let cells = || values.iter().map(|value| value.filter(|v| !v.is_null()));
        Ok(match self {
            Self::Text => {
                let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
                Arc::new(cells().map(|v| v.map(text)).collect::<StringArray>())
            }
            Self::Number => Arc::new(cells().map(|v| v.and_then(Value::as_f64)).collect::<Float64Array>()),
            Self::Count => Arc::new(cells().map(|v| v.and_then(Value::as_i64)).collect::<Int64Array>()),
            Self::Truth => Arc::new(cells().map(|v| v.and_then(Value::as_bool)).collect::<BooleanArray>()),
            Self::List(of) => {
                let lists: Vec<Option<&Vec<Value>>> = cells().map(|v| v.and_then(Value::as_array)).collect();
                let flat: Vec<Option<&Value>> = lists.iter().copied().flatten().flatten().map(Some).collect();
                let offsets = OffsetBuffer::from_lengths(lists.iter().map(|list| list.map_or(0, Vec::len)));
                let validity: NullBuffer = lists.iter().map(Option::is_some).collect();
                Arc::new(ListArray::try_new(item(of), offsets, of.array(&flat)?, Some(validity))?)
            }
            Self::Record(fields) => {
                let objects: Vec<_> = cells().map(|v| v.and_then(Value::as_object)).collect();
                let column = |(name, shape): &(&str, Self)| {
                    shape.array(&objects.iter().map(|o| o.and_then(|o| o.get(*name))).collect::<Vec<_>>())
                };
                let columns = fields.iter().map(column).collect::<Result<Vec<_>, _>>()?;
                let validity: NullBuffer = objects.iter().map(Option::is_some).collect();
                Arc::new(StructArray::try_new(of(fields), columns, Some(validity))?)
            }
        })
    }
}

/// The field of a list's values, with its conventional name.
fn item(shape: &ColumnType) -> Arc<Field> {
    Arc::new(Field::new("item", shape.data_type(), true))
}

fn of(fields: &[(&'static str, ColumnType)]) -> Fields {
    fields.iter().map(|(name, shape)| Field::new(*name, shape.data_type(), true)).collect()
}
