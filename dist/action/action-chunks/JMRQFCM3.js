import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as e}from"./BORLR7XM.js";function i({incomplete:o,verdicts:n}){return o?`Incomplete: ${n.unknown===0?"not everything could be read":`the verdict of ${e(n.unknown,"replication rule")} is unknown`}. The findings of kind unknown name what is missing.`:null}export{i as a};
