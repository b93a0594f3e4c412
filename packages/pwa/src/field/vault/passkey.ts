/**
 * Passkeys of this phone, used for one thing only: their PRF (WebAuthn extension) gives the same 32 secret bytes for the
 * same salt after a fingerprint or a face. No server takes part, so it works with no signal.
 */

/** Makes a passkey on this phone and asks its PRF. Undefined: the phone has none, gives no PRF, or the person said no. */
export async function makePasskey(
  label: string,
): Promise<
  { readonly credentialId: ArrayBuffer; readonly salt: ArrayBuffer; readonly secret: ArrayBuffer } | undefined
> {
  if (typeof PublicKeyCredential === 'undefined') return undefined;
  const salt = crypto.getRandomValues(new Uint8Array(32)).buffer;
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        rp: { name: '回音' },
        // No name of a person: passkeys are listed by the system.
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name: label, displayName: label },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: {
          authenticatorAttachment: 'platform',
          residentKey: 'required',
          userVerification: 'required',
        },
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return undefined;
    const credentialId = made.rawId;
    // Some phones give the secret only when they are asked again.
    const secret = secretOf(made) ?? (await askPasskey(credentialId, salt));
    return secret === undefined ? undefined : { credentialId, salt, secret };
  } catch {
    return undefined;
  }
}

/** The 32 secret bytes of a passkey for a salt; undefined when the person said no or the passkey is gone. */
export async function askPasskey(credentialId: ArrayBuffer, salt: ArrayBuffer): Promise<ArrayBuffer | undefined> {
  try {
    const given = await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id: credentialId }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    return given instanceof PublicKeyCredential ? secretOf(given) : undefined;
  } catch {
    return undefined;
  }
}

function secretOf(credential: PublicKeyCredential): ArrayBuffer | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first instanceof ArrayBuffer) return first;
  return first === undefined
    ? undefined
    : (new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice().buffer as ArrayBuffer);
}
