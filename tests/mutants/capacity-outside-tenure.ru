# focus: id:event-elchibey-visit-to-russia
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { id:event-elchibey-visit-to-russia azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf ; azru:datePrecision ?precision }
INSERT { id:event-elchibey-visit-to-russia azru:notBefore "1994-01-01"^^xsd:date ; azru:notAfter "1994-12-31"^^xsd:date ; azru:edtf "1994" ; azru:datePrecision scheme:precision-year }
WHERE { id:event-elchibey-visit-to-russia azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf ; azru:datePrecision ?precision }
