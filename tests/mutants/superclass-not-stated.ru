# focus: id:state-iran
PREFIX id: <https://w3id.org/azru/id/>
PREFIX org: <http://www.w3.org/ns/org#>
DELETE DATA { id:state-iran a org:Organization }
