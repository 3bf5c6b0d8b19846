//! Reads plain data that JavaScript hands over.
//!
//! An enum is an object that says under `kind` which variant it is, or a string if that is all there
//! is to say. serde's own way to read such an object (`#[serde(tag = "kind")]`) first copies it into
//! a tree of what it might be, with code for each type that may occur in it: for the core's requests
//! that was a quarter of the WebAssembly module. Here the object says its variant when it is asked,
//! so that the types which are only read are declared without a tag. For those with one, which are
//! written too, [`Deserializer::deserialize_any`] does what serde expects.
//!
//! What depends on the type that is read is kept small, since there is a copy of it for each: fields
//! and variants are told to their visitors by number.

use js_sys::{Array, Object, Reflect};
use serde::de::value::{Error, U64Deserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

/// The key under which an object says which variant it is.
const KIND: &str = "kind";

/// The greatest number up to which every integer is a number of JavaScript's, 2^53 - 1.
const SAFE: f64 = 9_007_199_254_740_991.0;

/// A value that is still to be read.
pub(super) struct Reader(pub(super) JsValue);

/// A number of JavaScript's.
enum Number {
    Whole(i64),
    Other(f64),
}

impl Reader {
    /// That the value is not what is wanted.
    fn wrong(&self, wanted: &dyn Expected) -> Error {
        let value = &self.0;
        let text = value.as_string();
        let found = match (value.as_bool(), value.as_f64(), &text) {
            (Some(flag), _, _) => Unexpected::Bool(flag),
            (_, Some(number), _) => Unexpected::Float(number),
            (_, _, Some(text)) => Unexpected::Str(text),
            _ if Array::is_array(value) => Unexpected::Seq,
            _ if value.is_object() => Unexpected::Map,
            _ => Unexpected::Unit,
        };
        Error::invalid_type(found, wanted)
    }

    fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }

    fn number(&self) -> Option<Number> {
        let number = self.0.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an integer within the safe ones"
        )]
        let whole = number as i64;
        let is_whole = number.fract() == 0.0 && number.abs() <= SAFE;
        Some(if is_whole {
            Number::Whole(whole)
        } else {
            Number::Other(number)
        })
    }

    fn items(&self) -> Option<Items> {
        let items = self.0.dyn_ref::<Array>()?.clone();
        Some(Items { items, next: 0 })
    }

    fn object(&self) -> Option<&Object> {
        let object = self.0.dyn_ref::<Object>();
        object.filter(|object| !object.is_instance_of::<Array>())
    }

    /// The properties with these names.
    fn fields(&self, names: &'static [&'static str]) -> Option<Fields> {
        let object = self.object()?.clone();
        Some(Fields {
            object,
            names: names.iter(),
        })
    }

    /// All properties.
    fn entries(&self) -> Option<Entries> {
        let object = self.object()?.clone();
        let names = Object::keys(&object);
        Some(Entries {
            object,
            names,
            next: 0,
            value: None,
        })
    }

    /// The number of the variant that the value says to be.
    fn variant(
        &self,
        variants: &'static [&'static str],
        wanted: &dyn Expected,
    ) -> Result<u64, Error> {
        let kind = if self.object().is_some() {
            property(&self.0, &KIND.into())?
                .as_string()
                .ok_or_else(|| Error::missing_field(KIND))?
        } else {
            self.0.as_string().ok_or_else(|| self.wrong(wanted))?
        };
        let mut numbered = (0..).zip(variants);
        let found = numbered.find(|(_, variant)| **variant == kind);
        let (number, _) = found.ok_or_else(|| Error::unknown_variant(&kind, variants))?;
        Ok(number)
    }
}

fn property(object: &JsValue, name: &JsValue) -> Result<JsValue, Error> {
    Reflect::get(object, name).map_err(|_| Error::custom("a property cannot be read"))
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.number() {
                Some(Number::Whole(number)) => visitor.visit_i64(number),
                Some(Number::Other(number)) => visitor.visit_f64(number),
                None => Err(self.wrong(&visitor)),
            }
        })*
    };
}

macro_rules! texts {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0.as_string() {
                Some(text) => visitor.visit_string(text),
                None => Err(self.wrong(&visitor)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_nothing() {
            visitor.visit_unit()
        } else if let Some(flag) = self.0.as_bool() {
            visitor.visit_bool(flag)
        } else if self.0.as_f64().is_some() {
            self.deserialize_f64(visitor)
        } else if self.0.is_string() {
            self.deserialize_string(visitor)
        } else if Array::is_array(&self.0) {
            self.deserialize_seq(visitor)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_bool() {
            Some(flag) => visitor.visit_bool(flag),
            None => Err(self.wrong(&visitor)),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_f32 deserialize_f64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_nothing() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.items() {
            Some(items) => visitor.visit_seq(items),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.entries() {
            Some(entries) => visitor.visit_map(entries),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.fields(fields) {
            Some(fields) => visitor.visit_seq(fields),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let number = self.variant(variants, &visitor)?;
        visitor.visit_enum(Variant {
            number,
            value: self,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple_struct
    }
}

/// The items of a list.
struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if self.next >= self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.next);
        self.next += 1;
        seed.deserialize(Reader(item)).map(Some)
    }
}

/// The fields of a struct, in the order in which it is declared.
struct Fields {
    object: Object,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(name) = self.names.next() else {
            return Ok(None);
        };
        let value = property(&self.object, &JsValue::from_str(name))?;
        let read = seed.deserialize(Reader(value));
        read.map(Some).map_err(|error| inside(name, &error))
    }
}

/// An error, and the way to it.
fn inside(name: &str, error: &Error) -> Error {
    Error::custom(format_args!("{name}: {error}"))
}

/// The entries of an object whose keys are not known beforehand; what is undefined is passed over.
struct Entries {
    object: Object,
    names: Array,
    next: u32,
    value: Option<JsValue>,
}

impl Entries {
    fn step(&mut self) -> Result<Option<JsValue>, Error> {
        while self.next < self.names.length() {
            let name = self.names.get(self.next);
            self.next += 1;
            let value = property(&self.object, &name)?;
            if !value.is_undefined() {
                self.value = Some(value);
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let name = self.step()?;
        name.map(|name| seed.deserialize(Reader(name))).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(Reader(self.value.take().unwrap_or_default()))
    }
}

/// A value of an enum, and which of its variants it says to be.
struct Variant {
    number: u64,
    value: Reader,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Reader;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Reader), Error> {
        let number: U64Deserializer<Error> = self.number.into_deserializer();
        Ok((seed.deserialize(number)?, self.value))
    }
}

impl<'de> VariantAccess<'de> for Reader {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_struct("", fields, visitor)
    }
}
