/**
 * A provider of OpenID Connect for tests: `oidc-provider`, on loopback, with one person who signs in
 * without being asked. What it should do otherwise than well is said in the first argument, as JSON.
 * Writes its address as the first line, and ends when its standard input does.
 */
import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const wishes = {
  /** Where it listens; 0 is a port that is free. */
  port: 0,
  /** Where codes go. */
  redirect: "https://crm.example.com/account/v1/sign-in/back",
  /** The person's address, and whether it is theirs. */
  email: "ann@example.com",
  verified: true,
  /** Who the person is to the provider. */
  subject: "person-1",
  /** Whether the address is in the identity token itself, or has to be asked for. */
  inToken: false,
  /** By how many seconds the provider's clock is behind. */
  behind: 0,
  /** For whom identity tokens are, if not for the client that asked. */
  audience: undefined,
  ...JSON.parse(process.argv[2] ?? "{}"),
};

const real = Date.now;
Date.now = () => real() - wishes.behind * 1000;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" };

/** The same token for another audience, with a good signature. */
function forAudience(token, audience) {
  const [head, claims] = token.split(".");
  const changed = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), aud: audience };
  const signed = `${head}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}

const server = createServer();
server.listen(wishes.port, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "boxwood",
        client_secret: "a secret of this test",
        redirect_uris: [wishes.redirect],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: !wishes.inToken,
    cookies: { keys: ["a key of this test"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({
        sub: accountId,
        email: wishes.email,
        email_verified: wishes.verified,
        name: "Ann",
      }),
    }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [key] },
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
  });
  provider.use(async (context, next) => {
    await next();
    const token = context.body?.id_token;
    if (token !== undefined && wishes.audience !== undefined) {
      context.body.id_token = forAudience(token, wishes.audience);
    }
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url.startsWith("/interaction/")) {
      const login = { login: { accountId: wishes.subject } };
      provider.interactionFinished(request, response, login).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    } else {
      answer(request, response);
    }
  });
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
