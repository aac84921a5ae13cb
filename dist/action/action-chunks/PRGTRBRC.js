import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./NAEPRMVG.js";import"./S5EOGBPN.js";import"./4FJVCUUT.js";import"./NTHLFMIU.js";import"./KXASZXGJ.js";import"./7T7HI5I4.js";import"./UYFRT2UQ.js";import"./V5NYSCKK.js";export{a as fixPatch};
