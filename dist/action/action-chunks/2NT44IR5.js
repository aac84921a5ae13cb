import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
var e={file:null,severity:new Map,suppressions:[],trustedAccounts:[],trustedOrganizations:[],mustReplicate:[],sourceKeys:new Map,settled:new Map,failOn:null,requireOrganization:null,allowIncomplete:null};export{e as a};
