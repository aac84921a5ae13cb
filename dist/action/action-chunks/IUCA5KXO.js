import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./AQXEPZQT.js";import"./M2B4TT7I.js";import"./W7EKZJX3.js";import"./635N6FQT.js";import"./6CHUULPW.js";import"./ZWTHQ4T4.js";import"./LTIK2YT7.js";import"./UGMQKBYN.js";import"./V5NYSCKK.js";export{a as fixCloudFormation};
