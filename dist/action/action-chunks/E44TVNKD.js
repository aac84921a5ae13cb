import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{h as a,i as b,j as c}from"./YTU5ALEZ.js";import"./67ECHA3L.js";import"./HP5CSVG3.js";import"./V5NYSCKK.js";export{b as deepest,c as filesBelow,a as mostFiles};
