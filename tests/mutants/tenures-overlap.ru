# focus: id:tenure-mutalibov-president
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { id:tenure-mutalibov-president azru:notAfter ?until ; azru:edtf ?edtf }
INSERT { id:tenure-mutalibov-president azru:notAfter "1994-12-31"^^xsd:date ; azru:edtf "1991/1994" }
WHERE { id:tenure-mutalibov-president azru:notAfter ?until ; azru:edtf ?edtf }
