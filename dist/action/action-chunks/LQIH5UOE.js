import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./G5CRUQMS.js";import"./AHYUQCOD.js";import"./W7EKZJX3.js";import"./635N6FQT.js";import"./3K3RNMK3.js";import"./VL53WBRE.js";import"./4XSHNVIT.js";import"./PESB2KOT.js";import"./6CHUULPW.js";import"./ZWTHQ4T4.js";import"./LTIK2YT7.js";import"./V5NYSCKK.js";export{a as fixText};
