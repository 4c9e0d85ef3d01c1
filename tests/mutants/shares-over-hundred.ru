# focus: id:agreement-contract-of-the-century
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  id:share-of-a-mutant a azru:ShareAllocation , azru:AttestedEntity ;
    rdfs:label "Share of a mutant"@en ;
    azru:attestedIn id:passage-s3p4-2 ;
    azru:concernsAgreement id:agreement-contract-of-the-century ;
    azru:allocatedTo id:state-azerbaijan ;
    azru:sharePercent "90.5"^^xsd:decimal .
}
