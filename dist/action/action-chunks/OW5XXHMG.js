import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var i=[["cn-","aws-cn"],["us-gov-","aws-us-gov"],["us-isob-","aws-iso-b"],["us-iso-","aws-iso"],["eu-isoe-","aws-iso-e"],["us-isof-","aws-iso-f"],["eusc-","aws-eusc"]],t=["aws",...i.map(([,s])=>s)];function n(s){return i.find(([o])=>s.startsWith(o))?.[1]??"aws"}export{t as a,n as b};
