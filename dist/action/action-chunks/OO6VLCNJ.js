import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as a}from"./BAYC655Y.js";import"./ROQM7QTH.js";import"./KDWERUVP.js";import"./BPLWNZFD.js";import"./4XSHNVIT.js";import"./PESB2KOT.js";import"./6CHUULPW.js";import"./ZWTHQ4T4.js";import"./LTIK2YT7.js";import"./V5NYSCKK.js";export{a as fixMarkdown};
