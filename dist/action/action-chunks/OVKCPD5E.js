import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./P3HN3NDM.js";import"./RQZPIKJ5.js";import"./627WCMOI.js";import"./UQWWOONW.js";import"./BPLWNZFD.js";import"./6CHUULPW.js";import"./ZWTHQ4T4.js";import"./PJQ3EPY4.js";import"./LTIK2YT7.js";import"./V5NYSCKK.js";export{a as fixTerraform};
