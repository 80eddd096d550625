//! How people head their columns, in English, German, French, Polish, Italian and Spanish.

use super::Meaning;

/// Headers by what they mean, folded; the first ones of a meaning say it most clearly.
///
/// A line stands between two. Where a table has several of them, the one that stands first here is taken.
const HEADERS: &[(Meaning, &str)] = &[
    (
        Meaning::Id,
        "part number | part no | part no. | part nr | part # | p/n | pn | part id | part | \
         component id | component | component number | item number | article number | \
         article no | article | material number | material | sku | id | item id | item code | \
         teilenummer | teile-nr. | teilenr. | teile-nr | artikelnummer | artikel-nr. | \
         artikelnr. | materialnummer | sachnummer | ident-nr. | komponente | teil | bauteil | artikel | pièce | référence | \
         reference | réf. | numéro de pièce | n° de pièce | code article | composant | \
         numer części | nr części | część | indeks | numer katalogowy | symbol | komponent | codice | \
         codice articolo | codice parte | numero parte | n. parte | componente | \
         número de pieza | nº de pieza | código | código de pieza | referencia | item | \
         item no | item no. | item # | pos | pos. | position",
    ),
    (
        Meaning::Parent,
        "parent | parent id | parent part | parent part number | parent number | assembly | \
         parent assembly | assembly number | parent item | product assembly id | used in | \
         where used | next assembly | next higher assembly | nha | baugruppe | \
         übergeordnete baugruppe | oberteil | kopfmaterial | ensemble | ensemble parent | \
         sous-ensemble | zespół | podzespół | zespół nadrzędny | nadrzędny | assieme | gruppo | \
         padre | conjunto | subconjunto",
    ),
    (
        Meaning::Level,
        "level | bom level | lvl | lev | lev. | indent level | structure level | depth | \
         stufe | ebene | strukturstufe | gliederung | gliederungsstufe | niveau | poziom | \
         livello | nivel | wbs | outline number | structure",
    ),
    (
        Meaning::Quantity,
        "quantity | qty | qty. | quantity per assembly | qty per assembly | quantity per | \
         qty per | qty/assy | per assembly qty | quantity required | required quantity | \
         count | amount | pcs | menge | anzahl | stückzahl | stück | mengeneinsatz | quantité | \
         qté | qte | nombre | ilość | ilosc | liczba | sztuk | szt. | quantità | quantita | \
         q.tà | q.ta | cantidad | cant. | cant | unidades",
    ),
    (
        Meaning::Multiplier,
        "multiplier | assembly quantity | assembly qty | number of assemblies | assemblies | \
         multiplikator | anzahl baugruppen | multiplicateur | mnożnik | moltiplicatore | \
         multiplicador",
    ),
    (
        Meaning::Unit,
        "unit | uom | u/m | unit of measure | units | unit measure code | einheit | \
         mengeneinheit | me | unité | unite | jednostka | jm | j.m. | unità | unità di misura | \
         u.m. | unidad | unidad de medida",
    ),
    (
        Meaning::Description,
        "description | part description | desc | desc. | name | part name | title | \
         designation | nomenclature | component name | item description | beschreibung | \
         bezeichnung | benennung | désignation | libellé | nom | opis | nazwa | descrizione | \
         denominazione | descripción | descripcion | nombre de pieza | denominación",
    ),
    (
        Meaning::UnitCost,
        "unit cost | cost per unit | unit price | standard cost | price per unit | cost each | \
         price each | each | unit cost (eur) | cost | price | stückkosten | stückpreis | \
         einzelpreis | preis | kosten | ep | e-preis | prix unitaire | coût unitaire | \
         cout unitaire | pu | prix | coût | cena jednostkowa | koszt jednostkowy | cena | \
         koszt | prezzo unitario | costo unitario | prezzo | costo | precio unitario | \
         coste unitario | precio | coste",
    ),
    (
        Meaning::PackSize,
        "pack size | package size | package quantity | pack qty | pkg qty | pack quantity | \
         qty per pack | packungsgröße | verpackungseinheit | ve | packungsmenge | \
         taille du lot | conditionnement | wielkość opakowania | ilość w opakowaniu | \
         confezione | pezzi per confezione | unidades por paquete | tamaño del paquete",
    ),
    (
        Meaning::PackPrice,
        "pack price | package price | pkg price | price per pack | packungspreis | \
         preis je packung | preis pro ve | prix du lot | prix par lot | cena opakowania | \
         prezzo confezione | precio del paquete",
    ),
    (
        Meaning::Currency,
        "currency | curr | curr. | ccy | currency code | währung | devise | monnaie | waluta | \
         valuta | moneda | divisa",
    ),
    (
        Meaning::Origin,
        "country of origin | origin | coo | c.o.o. | origin country | made in | \
         country of manufacture | manufacturing country | ursprungsland | ursprung | \
         herkunftsland | herkunft | land | pays d'origine | pays d’origine | origine | \
         kraj pochodzenia | pochodzenie | paese di origine | paese d'origine | país de origen | \
         pais de origen | origen | country",
    ),
    (
        Meaning::SourcedFrom,
        "sourced from | source country | country of supply | supplier country | \
         country of dispatch | lieferland | bezugsland | pays fournisseur | kraj dostawcy | \
         paese fornitore | país del proveedor",
    ),
    (
        Meaning::Supplier,
        "supplier | supplier id | supplier name | vendor | vendor name | lieferant | \
         fournisseur | dostawca | fornitore | proveedor",
    ),
    (
        Meaning::Manufacturer,
        "manufacturer | mfr | mfr. | mfg | manufacturer name | maker | hersteller | fabricant | \
         producent | produttore | fabricante",
    ),
    (
        Meaning::ValidFrom,
        "valid from | effective from | start date | effectivity start | from date | gültig ab | \
         gültig von | valable à partir du | ważne od | valido dal | válido desde",
    ),
    (
        Meaning::ValidUntil,
        "valid until | valid to | effective to | effective until | end date | effectivity end | \
         to date | gültig bis | valable jusqu'au | ważne do | valido fino al | válido hasta",
    ),
];

/// What a header means and how clearly, 0 being the clearest; `None` for one that is not known.
pub(super) fn meanings(header: &str) -> impl Iterator<Item = (Meaning, usize)> + '_ {
    HEADERS.iter().filter_map(move |(meaning, headers)| {
        headers.split(" | ").position(|known| known == header).map(|rank| (*meaning, rank))
    })
}

/// Headers that only look like an origin: the bureau that codified a stock number.
pub(super) fn names_bureau(header: &str) -> bool {
    const BUREAUS: [&str; 8] = [
        "ncb",
        "ncb code",
        "nato bureau",
        "bureau code",
        "nato code",
        "nsn country",
        "nsn",
        "nato stock number",
    ];
    BUREAUS.contains(&header)
}
