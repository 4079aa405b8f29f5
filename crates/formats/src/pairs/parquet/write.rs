//! Writes Parquet: one file, or a folder of files with a card.

use super::columns::{BATCH, ColumnKind, DIRECTION};
use crate::output::{OutputError, invalid, temporary_beside};
use crate::pairs::card::{DatasetCard, DatasetLayout};
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::PairRecord;
use crate::pairs::sink::PairSink;
use crate::pairs::{card, cells};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema};
use calque_text::Lang;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// Rows of a group.
const ROW_GROUP: usize = 1 << 16;
/// The size in bytes above which a folder continues in a new file.
const MAX_SHARD_BYTES: usize = 400 << 20;
/// Writes one file, or a folder of files with their card.
pub(crate) struct ParquetSink {
    path: PathBuf,
    name: String,
    options: WritePairs,
    langs: Option<[Lang; 2]>,
    columns: Vec<(String, ColumnKind)>,
    buffered: Vec<PairRecord>,
    schema: Option<Arc<Schema>>,
    file: Option<ArrowWriter<BufWriter<NamedTempFile>>>,
    done: Vec<NamedTempFile>,
    pairs: u64,
    /// Bytes of the texts.
    bytes: u64,
}

impl ParquetSink {
    pub(crate) fn new(path: Option<&Path>, name: String, options: &WritePairs) -> Result<Self, OutputError> {
        let Some(path) = path else {
            return Err(OutputError::new(None, invalid("Parquet is not written there; name a file or folder with -o")));
        };
        Ok(Self {
            path: path.to_path_buf(),
            name,
            options: options.clone(),
            langs: None,
            columns: Vec::new(),
            buffered: Vec::new(),
            schema: None,
            file: None,
            done: Vec::new(),
            pairs: 0,
            bytes: 0,
        })
    }

    /// Whether one file is written and not a folder.
    fn is_file(&self) -> bool {
        self.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"))
    }

    fn fail(&self, e: impl Into<std::io::Error>) -> OutputError {
        OutputError::new(Some(&self.path), e.into())
    }

    /// The folder of the files.
    fn folder(&self) -> PathBuf {
        match self.langs {
            Some([a, b]) if !self.is_file() => self.path.join(format!("{}-{}", a.min(b), a.max(b))),
            _ => self.path.parent().map(Path::to_path_buf).unwrap_or_default(),
        }
    }

    /// Determines languages and columns from the first records.
    fn determine_schema(&mut self) -> Result<(), OutputError> {
        let first = self.buffered.first();
        let source = first.and_then(|r| r.source_lang).or(self.options.source_lang);
        let target = first.and_then(|r| r.target_lang).or(self.options.target_lang);
        let (Some(source), Some(target)) = (source, target) else {
            return Err(self.fail(invalid("the languages are not known; give --source-lang and --target-lang")));
        };
        if source == target {
            return Err(self.fail(invalid("both sides are in one language")));
        }
        self.langs = Some([source, target]);
        let mut names: Vec<&str> = Vec::new();
        for key in self.buffered.iter().flat_map(|r| r.extra.keys()) {
            if !names.contains(&key.as_str()) && key != "translation" && key != "id" {
                names.push(key);
            }
        }
        let kind = |name: &str| {
            ColumnKind::of(self.buffered.iter().filter_map(|r| r.extra.get(name)).filter(|v| !v.is_null()))
        };
        self.columns = names.iter().map(|name| ((*name).to_owned(), kind(name))).collect();
        self.schema = Some(Arc::new(self.schema(source, target)));
        if !self.is_file() {
            std::fs::create_dir_all(self.folder()).map_err(|e| self.fail(e))?;
        }
        Ok(())
    }

    fn schema(&self, source: Lang, target: Lang) -> Schema {
        let sides = [source.min(target), source.max(target)];
        let text = |name: &str, null| Field::new(name, DataType::Utf8, null);
        let translation: Fields = sides.iter().map(|l| text(l.code(), true)).collect();
        let mut fields = vec![text("id", false), Field::new("translation", DataType::Struct(translation), false)];
        let mut features = Map::new();
        features.insert("id".into(), json!({"dtype": "string", "_type": "Value"}));
        let codes: Vec<&str> = sides.iter().map(Lang::code).collect();
        features.insert("translation".into(), json!({"languages": codes, "_type": "Translation"}));
        for (name, kind) in &self.columns {
            let of = match kind {
                ColumnKind::Text => DataType::Utf8,
                ColumnKind::Number => DataType::Float64,
                ColumnKind::Boolean => DataType::Boolean,
            };
            fields.push(Field::new(name, of, true));
            features.insert(name.clone(), json!({"dtype": kind.dtype(), "_type": "Value"}));
        }
        let said = json!({"info": {"features": features}}).to_string();
        let direction = format!("{source}-{target}");
        Schema::new_with_metadata(fields, BTreeMap::from([("huggingface".into(), said), (DIRECTION.into(), direction)]))
    }

    /// Writes the buffered records.
    fn flush(&mut self, losses: &mut Losses) -> Result<(), OutputError> {
        if self.schema.is_none() {
            self.determine_schema()?;
        }
        let (Some(schema), Some([source, target])) = (self.schema.clone(), self.langs) else { return Ok(()) };
        let mut records = std::mem::take(&mut self.buffered);
        let before = records.len();
        let other = |lang: Option<Lang>, of: Lang| lang.is_some_and(|l| l != of);
        records.retain(|r| !other(r.source_lang, source) && !other(r.target_lang, target));
        losses.add("pairs in other languages than the first were left out", (before - records.len()) as u64);
        for record in &records {
            for key in record.extra.keys().filter(|k| !self.columns.iter().any(|(name, _)| name == *k)) {
                losses.add(&format!("values of `{key}`, which the first pairs do not have"), 1);
            }
        }
        self.pairs += records.len() as u64;
        self.bytes += records.iter().map(|r| (r.source.len() + r.target.len()) as u64).sum::<u64>();
        let batch = self.batch(schema.clone(), &records, source < target, losses)?;
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.begin(schema)?,
        };
        file.write(&batch).map_err(|e| self.fail(std::io::Error::other(e)))?;
        if !self.is_file() && file.bytes_written() + file.in_progress_size() > MAX_SHARD_BYTES {
            self.end(file)
        } else {
            self.file = Some(file);
            Ok(())
        }
    }

    fn begin(&self, schema: Arc<Schema>) -> Result<ArrowWriter<BufWriter<NamedTempFile>>, OutputError> {
        let place = self.folder().join("shard");
        let file = temporary_beside(&place).map_err(|e| self.fail(e))?;
        let level = ZstdLevel::try_new(3).unwrap_or_default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .build();
        ArrowWriter::try_new(BufWriter::new(file), schema, Some(properties))
            .map_err(|e| self.fail(std::io::Error::other(e)))
    }

    fn end(&mut self, file: ArrowWriter<BufWriter<NamedTempFile>>) -> Result<(), OutputError> {
        let out = file.into_inner().map_err(|e| self.fail(std::io::Error::other(e)))?;
        let file = out.into_inner().map_err(|e| self.fail(e.into_error()))?;
        self.done.push(file);
        Ok(())
    }

    fn batch(
        &self,
        schema: Arc<Schema>,
        records: &[PairRecord],
        in_order: bool,
        losses: &mut Losses,
    ) -> Result<RecordBatch, OutputError> {
        let source: ArrayRef = Arc::new(records.iter().map(|r| Some(r.source.as_str())).collect::<StringArray>());
        let target: ArrayRef = Arc::new(records.iter().map(|r| Some(r.target.as_str())).collect::<StringArray>());
        let sides = if in_order { vec![source, target] } else { vec![target, source] };
        let DataType::Struct(fields) = schema.field(1).data_type().clone() else {
            return Err(self.fail(std::io::Error::other("no translation in the schema")));
        };
        let translation = StructArray::try_new(fields, sides, None).map_err(|e| self.fail(std::io::Error::other(e)))?;
        let ids: StringArray = records.iter().map(|r| Some(r.id_text())).collect();
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(ids), Arc::new(translation)];
        for (name, kind) in &self.columns {
            let values = || records.iter().map(|r| r.extra.get(name).filter(|v| !v.is_null()));
            let mut lost = 0;
            let array: ArrayRef = match kind {
                ColumnKind::Text => Arc::new(values().map(|v| v.map(cells::text)).collect::<StringArray>()),
                ColumnKind::Number => {
                    lost = values().flatten().filter(|v| !v.is_number()).count();
                    Arc::new(values().map(|v| v.and_then(Value::as_f64)).collect::<Float64Array>())
                }
                ColumnKind::Boolean => {
                    lost = values().flatten().filter(|v| !v.is_boolean()).count();
                    Arc::new(values().map(|v| v.and_then(Value::as_bool)).collect::<BooleanArray>())
                }
            };
            losses.add(&format!("values of `{name}` that are not of the type of the first"), lost as u64);
            arrays.push(array);
        }
        RecordBatch::try_new(schema, arrays).map_err(|e| self.fail(std::io::Error::other(e)))
    }
}

impl PairSink for ParquetSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.buffered.push(record.clone());
        if self.buffered.len() >= BATCH { self.flush(losses) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError> {
        if !self.buffered.is_empty() || self.schema.is_none() {
            self.flush(losses)?;
        }
        if let Some(file) = self.file.take() {
            self.end(file)?;
        }
        let done = std::mem::take(&mut self.done);
        let (n, folder) = (done.len(), self.folder());
        for (i, file) in done.into_iter().enumerate() {
            let path =
                if self.is_file() { self.path.clone() } else { folder.join(format!("train-{i:05}-of-{n:05}.parquet")) };
            file.persist(&path).map_err(|e| OutputError::new(Some(&path), e.error))?;
        }
        if let (false, Some([source, target])) = (self.is_file(), self.langs) {
            let columns: Vec<(&str, &str)> =
                self.columns.iter().map(|(name, kind)| (name.as_str(), kind.dtype())).collect();
            let (a, b) = (source.min(target), source.max(target));
            let card = DatasetCard {
                name: &self.name,
                langs: (source, target),
                pairs: self.pairs,
                bytes: self.bytes,
                files: &format!("{a}-{b}/train-*"),
                layout: DatasetLayout::Translation,
                columns: &columns,
                licence: self.options.licence.as_deref(),
                more: &self.options.card,
            };
            card::write(&self.path.join("README.md"), &card.text())?;
        }
        Ok(())
    }
}
