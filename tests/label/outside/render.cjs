// SPDX-License-Identifier: GPL-3.0-or-later
// node render.cjs MODULE FOLDER: a picture beside every .zpl of FOLDER, in the dots it was made for.
const fs = require ("fs"), path = require ("path");

async function main (module, folder) {
  const { api } = await require (module).ready;
  let failed = 0;
  for (const file of fs.readdirSync (folder).filter ((name) => name.endsWith (".zpl"))) {
    const zpl = fs.readFileSync (path.join (folder, file), "latin1");
    const width = Number (/\^PW(\d+)/.exec (zpl)[1]), height = Number (/\^LL(\d+)/.exec (zpl)[1]);
    try {
      const png = await api.zplToBase64Async (zpl, width / 8, height / 8, 8);
      fs.writeFileSync (path.join (folder, file.replace (/zpl$/, "png")), Buffer.from (png, "base64"));
    } catch (error) {
      console.error (`${file}: ${error}`);
      failed++;
    }
  }
  process.exit (failed ? 1 : 0);
}

main (process.argv[2], process.argv[3]);
