# focus: id:claim-s4p1-1a
PREFIX id: <https://w3id.org/azru/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>
DELETE { id:claim-s4p1-1a prov:wasAttributedTo ?old }
INSERT { id:claim-s4p1-1a prov:wasAttributedTo id:state-russia }
WHERE { id:claim-s4p1-1a prov:wasAttributedTo ?old }
