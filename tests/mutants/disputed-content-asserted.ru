# focus: id:claim-s3p5-3a
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:state-azerbaijan azru:aided id:group-rebel-forces-in-chechnya }
