import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a}from"./OOYPDC6I.js";import"./627WCMOI.js";import"./NTHLFMIU.js";import"./R4PYOUEM.js";import"./ZWTHQ4T4.js";import"./KXASZXGJ.js";import"./7T7HI5I4.js";import"./UYFRT2UQ.js";import"./V5NYSCKK.js";export{a as script};
