# focus: id:agreement-friendship-and-cooperation-treaty-1991
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX scheme: <https://w3id.org/azru/scheme/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  id:event-of-a-mutant a azru:AgreementAct , azru:Event , azru:AttestedEntity ;
    rdfs:label "Signature of a mutant"@en ;
    azru:attestedIn id:passage-s2p4-1 ;
    azru:eventType scheme:event-signature ;
    azru:concernsAgreement id:agreement-friendship-and-cooperation-treaty-1991 ;
    azru:carriedOutBy id:state-russia ;
    azru:hasParticipant id:state-russia ;
    azru:edtf "1991-01" ;
    azru:datePrecision scheme:precision-month ;
    azru:notBefore "1991-01-01"^^xsd:date ;
    azru:notAfter "1991-01-31"^^xsd:date .
}
;
DELETE { ?refusal azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf }
INSERT { ?refusal azru:notBefore "1991-06-01"^^xsd:date ; azru:notAfter "1991-06-30"^^xsd:date ; azru:edtf "1991-06" }
WHERE {
  ?refusal azru:eventType scheme:event-agreement-refusal ; azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf
}
