# focus: id:claim-of-a-mutant
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX scheme: <https://w3id.org/azru/scheme/>
INSERT DATA {
  id:claim-of-a-mutant a azru:PerceptionClaim , azru:Claim , prov:Entity , azru:AttestedEntity ;
    rdfs:label "Claim of a mutant"@en ;
    azru:attestedIn id:passage-s2p3-1 ;
    azru:claimSubject id:group-azerbaijanis ;
    azru:claimPredicate azru:perceives ;
    azru:claimObject id:state-russia ;
    azru:isNegated false ;
    azru:assertionMode scheme:mode-asserted ;
    prov:wasAttributedTo id:author ;
    azru:paraphrase "An image that is missing here."@en .
}
