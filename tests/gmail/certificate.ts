/** The certificate of the stand-in: made at its start, trusted by nobody, kept nowhere. */
import { generate } from "selfsigned";

/** A private key and a certificate for mail.google.com, both in PEM. */
export async function selfSigned(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "mail.google.com" }], {
    keyType: "ec",
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "mail.google.com" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key, cert };
}
