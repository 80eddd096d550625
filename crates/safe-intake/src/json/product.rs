//! End products, without their bills of materials.

use safe_eligibility::model::place::Member;
use safe_eligibility::model::product::{
    Area, DesignAuthority, DesignAuthorityHolder, DesignRestriction, EndProduct, ProductKind,
    RestrictedMatter,
};

use super::path::Path;
use super::reader::{Field, Reader};
use crate::error::Malformed;

/// An end product, and the suppliers of a bill that is not in order.
pub(super) struct ProductDraft {
    pub(super) product: EndProduct,
    pub(super) suppliers: Vec<(usize, Box<str>)>,
}

impl Reader<'_> {
    pub(super) fn end_product(&mut self, at: &Path<'_>) -> Result<Option<ProductDraft>, Malformed> {
        let mut draft = ProductDraft { product: EndProduct::new(""), suppliers: Vec::new() };
        self.object(at, END_PRODUCT, &mut draft)?;
        Ok(Some(draft))
    }

    fn restriction(&mut self, at: &Path<'_>) -> Result<Option<DesignRestriction>, Malformed> {
        let mut restriction = DesignRestriction::default();
        self.object(at, RESTRICTION, &mut restriction)?;
        Ok(Some(restriction))
    }
}

const END_PRODUCT: &[Field<ProductDraft>] = &[
    Field::required(Member::Id, |reader, at, draft| {
        draft.product.id = reader.id(at)?.unwrap_or_default().into();
        Ok(())
    }),
    Field::optional(Member::Name, |reader, at, draft| reader.text(at, &mut draft.product.name)),
    Field::optional(Member::Kind, |reader, at, draft| {
        draft.product.kind = reader.word(at, ProductKind::ALL, ProductKind::as_str)?;
        Ok(())
    }),
    Field::optional(Member::Areas, |reader, at, draft| {
        reader.objects(at, &mut draft.product.areas, |reader, at| {
            reader.word(at, Area::ALL, Area::as_str)
        })
    }),
    Field::optional(Member::DesignAuthority, |reader, at, draft| {
        let authority = draft.product.design_authority.insert(DesignAuthority::default());
        reader.object(at, DESIGN_AUTHORITY, authority).map(drop)
    }),
    Field::optional(Member::NoComponentFromContraveningCountry, |reader, at, draft| {
        reader.flag(at, &mut draft.product.no_component_from_contravening_country)
    }),
    Field::optional(Member::Components, |reader, at, draft| {
        draft.product.components = reader.components(at, &mut draft.suppliers)?;
        Ok(())
    }),
];

const DESIGN_AUTHORITY: &[Field<DesignAuthority>] = &[
    Field::optional(Member::HeldBy, |reader, at, one| {
        one.held_by = reader.word(at, DesignAuthorityHolder::ALL, DesignAuthorityHolder::as_str)?;
        Ok(())
    }),
    Field::optional(Member::Restrictions, |reader, at, one| {
        reader.objects(at, &mut one.restrictions, Reader::restriction)
    }),
];

const RESTRICTION: &[Field<DesignRestriction>] = &[
    Field::optional(Member::ImposedBy, |reader, at, one| reader.country(at, &mut one.imposed_by)),
    Field::optional(Member::On, |reader, at, one| {
        one.on = reader.word(at, RestrictedMatter::ALL, RestrictedMatter::as_str)?;
        Ok(())
    }),
    Field::optional(Member::MaySubstitute, |reader, at, one| {
        reader.flag(at, &mut one.may_substitute)
    }),
];
