//! The graph of an ONNX file: what goes in, what comes out.

use super::error::OnnxError;
use rten::{DataType, Dimension, LoadErrorKind, Model, ModelOptions, NodeId, Value, ValueOrView, ValueType};
use rten_tensor::Layout;

/// Outputs that hold a vector of each sentence.
const OF_SENTENCES: [&str; 3] = ["sentence_embedding", "sentence_embeddings", "text_embeds"];
/// Outputs that hold a vector of each token.
const OF_TOKENS: [&str; 3] = ["last_hidden_state", "token_embeddings", "hidden_states"];

/// Tokens that a graph of a fixed shape may want at a time.
const MOST: usize = 1 << 18;

const EXPORT: &str = "export the encoder for feature extraction: input_ids and attention_mask in, last_hidden_state or \
                      sentence_embedding out";

/// What an input of a graph is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Ids,
    Mask,
    Types,
    Positions,
}

impl Input {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "input_ids" => Self::Ids,
            "attention_mask" => Self::Mask,
            "token_type_ids" => Self::Types,
            "position_ids" => Self::Positions,
            _ => return None,
        })
    }
}

/// A graph that makes vectors of tokens.
pub(super) struct Graph {
    model: Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    /// The output in words, for errors.
    name: String,
    /// Rows and columns of the inputs where the file fixes them.
    pub(super) fixed: [Option<usize>; 2],
}

/// What a graph says of some sentences.
pub(super) struct Answer {
    /// Dimensions of a vector.
    pub(super) dim: usize,
    /// Whether each token has a vector, and not each sentence.
    pub(super) of_tokens: bool,
    pub(super) data: Vec<f32>,
}

impl Graph {
    /// The graph of a file and of the weights that lie beside it.
    pub(super) fn read(model: Vec<u8>, beside: Vec<(String, Vec<u8>)>) -> Result<Self, OnnxError> {
        let mut options = ModelOptions::with_all_ops();
        for (name, bytes) in beside {
            options.external_data(&name, bytes);
        }
        let model = options.load(model).map_err(|e| match e.kind() {
            LoadErrorKind::UnknownFileType | LoadErrorKind::FormatNotEnabled | LoadErrorKind::ParseError => {
                OnnxError::model(format!("is no ONNX model: {e}"), "give a file that ends in .onnx")
            }
            LoadErrorKind::ExternalDataError => OnnxError::model(
                e,
                "keep the file of weights beside the model, under the name that it was exported with",
            ),
            _ => OnnxError::model(format!("cannot be used: {e}"), EXPORT),
        })?;
        let (inputs, fixed) = inputs_of(&model)?;
        let (output, name) = output_of(&model)?;
        Ok(Self { model, inputs, output, name, fixed })
    }

    /// What the graph says of rows of `columns` numbers each, of which the mask says which count.
    pub(super) fn run(&self, ids: &[i32], mask: &[i32], columns: usize) -> Result<Answer, OnnxError> {
        let rows = ids.len() / columns.max(1);
        let value = |input: Input| -> Result<ValueOrView<'static>, OnnxError> {
            let data = match input {
                Input::Ids => ids.to_vec(),
                Input::Mask => mask.to_vec(),
                Input::Types => vec![0; ids.len()],
                Input::Positions => (0..ids.len()).map(|at| (at % columns.max(1)) as i32).collect(),
            };
            let value = Value::from_shape([rows, columns], data).map_err(|e| OnnxError::model(e, EXPORT))?;
            Ok(value.into())
        };
        let inputs = self.inputs.iter().map(|&(id, input)| Ok((id, value(input)?))).collect::<Result<Vec<_>, _>>()?;
        let outputs = self.model.run(inputs, &[self.output], None).map_err(|e| {
            let what = format!("does not run on {rows} sentences of {columns} tokens: {e}");
            OnnxError::model(what, "check that the tokenizer belongs to the model, and set max-tokens in [vectors] of calque.toml to what it takes at most")
        })?;
        let value = outputs.into_iter().next().ok_or_else(|| OnnxError::model("gives no output", EXPORT))?;
        let shape = value.shape().to_vec();
        let kind = value.dtype();
        let data = match shape.len() {
            2 => value.into_shape_vec::<f32, 2>().map(|(_, data)| data),
            _ => value.into_shape_vec::<f32, 3>().map(|(_, data)| data),
        };
        let data = data.map_err(|_| self.odd(&shape, &format!("{kind}")))?;
        let fits = match shape[..] {
            [r, dim] => r == rows && dim > 0,
            [r, c, dim] => r == rows && c == columns && dim > 0,
            _ => false,
        };
        if !fits {
            return Err(self.odd(&shape, &format!("for {rows} sentences of {columns} tokens")));
        }
        if data.iter().any(|x| !x.is_finite()) {
            return Err(OnnxError::model(
                format!("{} holds what is no number", self.name),
                "check that the tokenizer belongs to the model",
            ));
        }
        Ok(Answer { dim: shape.last().copied().unwrap_or(0), of_tokens: shape.len() == 3, data })
    }

    fn odd(&self, shape: &[usize], beside: &str) -> OnnxError {
        OnnxError::model(format!("{} has the shape {shape:?}, {beside}", self.name), EXPORT)
    }
}

/// The inputs of a graph, and the numbers of rows and columns that it fixes.
#[allow(clippy::type_complexity)]
fn inputs_of(model: &Model) -> Result<(Vec<(NodeId, Input)>, [Option<usize>; 2]), OnnxError> {
    let mut inputs = Vec::new();
    let mut fixed = [None; 2];
    for (at, &id) in model.input_ids().iter().enumerate() {
        let name = model.node_info(id).and_then(|n| n.name().map(str::to_owned)).unwrap_or_default();
        let Some(input) = Input::of_name(&name) else {
            let what = format!(
                "wants an input `{name}`; known are input_ids, attention_mask, token_type_ids and position_ids"
            );
            return Err(OnnxError::model(what, EXPORT));
        };
        if let Some(shape) = model.input_shape(at) {
            if shape.len() != 2 {
                let what = format!("its input `{name}` has {} dimensions, not sentences and tokens", shape.len());
                return Err(OnnxError::model(what, EXPORT));
            }
            for (place, dimension) in fixed.iter_mut().zip(&shape) {
                if let Dimension::Fixed(size) = dimension {
                    *place = Some((*size).max(1));
                }
            }
            if let [Some(rows), columns] | [columns, Some(rows)] = fixed
                && rows.saturating_mul(columns.unwrap_or(1)) > MOST
            {
                let what = format!("its input `{name}` has the shape {shape:?}, which is more than {MOST} tokens");
                return Err(OnnxError::model(what, EXPORT));
            }
        }
        inputs.push((id, input));
    }
    if !inputs.iter().any(|(_, input)| *input == Input::Ids) {
        return Err(OnnxError::model("has no input `input_ids`", EXPORT));
    }
    Ok((inputs, fixed))
}

/// The output that is read: by its name, or the only one.
fn output_of(model: &Model) -> Result<(NodeId, String), OnnxError> {
    let named = |&id: &NodeId| (id, model.node_info(id).and_then(|n| n.name().map(str::to_owned)).unwrap_or_default());
    let outputs: Vec<(NodeId, String)> = model.output_ids().iter().map(named).collect();
    let known = OF_SENTENCES.iter().chain(&OF_TOKENS).find_map(|name| outputs.iter().find(|(_, n)| n == name));
    let (id, name) = match (known, &outputs[..]) {
        (Some(output), _) | (None, [output]) => output.clone(),
        _ => {
            let names: Vec<&str> = outputs.iter().map(|(_, name)| name.as_str()).collect();
            let what = format!("has the outputs {}, and none of them is known", names.join(", "));
            return Err(OnnxError::model(what, EXPORT));
        }
    };
    let kind = model.node_info(id).and_then(|n| n.dtype());
    if kind.is_some_and(|kind| kind != ValueType::Tensor(DataType::Float)) {
        let what = format!("its output `{name}` holds no numbers of 32 bits with a point");
        return Err(OnnxError::model(what, EXPORT));
    }
    Ok((id, format!("its output `{name}`")))
}
