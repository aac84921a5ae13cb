import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a}from"./KRPQTVW3.js";import"./627WCMOI.js";import"./FG47RLVY.js";import"./R4PYOUEM.js";import"./ZWTHQ4T4.js";import"./A7Q73BFH.js";import"./OASGBQCW.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as script};
