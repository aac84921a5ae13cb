import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var e="Interrupted";export{e as a};
