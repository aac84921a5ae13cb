import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./GXHJETKQ.js";import{b as i}from"./UYFRT2UQ.js";function s(o,t){let n=r(i(o.replaceAll(/\s*\n\s*/gu," ")).trim(),t).trim();return n===""?"not known":n}export{s as a};
