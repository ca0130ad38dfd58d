import type { Socket } from 'node:net'
import tls, { type SecureVersion, type TLSSocket } from 'node:tls'
import { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3, type Failure, type TlsInfo } from '@wsevent/core'

const VERSIONS: readonly unknown[] = [TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3]
const LEGACY: readonly unknown[] = [TLS_1_0, TLS_1_1]

/** What Node's TLS is told for a version. */
export interface TlsSettings {
  readonly minVersion: SecureVersion
  readonly maxVersion?: SecureVersion
  readonly ciphers?: string
}

/** Whether a value is one of the four constants. */
export function isTlsVersion(value: unknown): value is SecureVersion {
  return VERSIONS.includes(value)
}

/** Exactly the version, or 1.2 and newer where none is given; for one connection, never for the process. */
export function tlsSettings(version: SecureVersion | undefined): TlsSettings {
  // Who starts Node with --tls-min-v1.3 wants no less.
  if (version === undefined) {
    return { minVersion: tls.DEFAULT_MIN_VERSION === TLS_1_3 ? TLS_1_3 : TLS_1_2 }
  }
  const pinned = { minVersion: version, maxVersion: version }
  // OpenSSL 3 signs 1.0 and 1.1 with SHA-1 and MD5, which its default security level forbids.
  return LEGACY.includes(version)
    ? { ...pinned, ciphers: `${tls.DEFAULT_CIPHERS}:@SECLEVEL=0` }
    : pinned
}

/**
 * What was negotiated, checked: an `agent` may have had settings of its own.
 * @returns `ERR_TLS_FAILED` if the version is not the one asked for
 */
export function negotiated(
  socket: Socket | TLSSocket,
  version: SecureVersion | undefined,
): TlsInfo | Failure {
  const secure = 'getProtocol' in socket ? socket : undefined
  const protocol = secure?.getProtocol() ?? 'none'
  const isRight = version === undefined ? !isBelowFloor(protocol) : protocol === version
  if (!isRight) {
    const cause = new Error(`negotiated ${protocol}, asked for ${version ?? 'TLSv1.2 or newer'}`)
    return { code: 'ERR_TLS_FAILED', cause, detail: cause.message }
  }
  const cipher = secure?.getCipher()
  return { protocol, cipher: cipher?.standardName ?? cipher?.name ?? '' }
}

function isBelowFloor(protocol: string): boolean {
  return protocol !== TLS_1_2 && protocol !== TLS_1_3
}
