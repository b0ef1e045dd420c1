/**
 * Names of numbers in IKE messages, from the IANA registries "Internet Key Exchange Version 2 (IKEv2) Parameters",
 * "Internet Key Exchange (IKE) Attributes" and "Internet Security Association and Key Management Protocol (ISAKMP)
 * Identifiers", as of 2026-11. Spelled as `IkeTransform` says, so that every witness uses the same words.
 */
import type { IkeExchange } from '#shared/model/ike.ts';

type Names = ReadonlyMap<number, string>;

export const exchangesV2: ReadonlyMap<number, IkeExchange> = new Map([
  [34, 'IKE_SA_INIT'],
  [35, 'IKE_AUTH'],
  [36, 'CREATE_CHILD_SA'],
  [37, 'INFORMATIONAL'],
  [38, 'IKE_SESSION_RESUME'],
  [39, 'GSA_AUTH'],
  [40, 'GSA_REGISTRATION'],
  [41, 'GSA_REKEY'],
  [43, 'IKE_INTERMEDIATE'],
  [44, 'IKE_FOLLOWUP_KE'],
]);

export const exchangesV1: ReadonlyMap<number, IkeExchange> = new Map([
  [2, 'main-mode'],
  [4, 'aggressive-mode'],
  [5, 'informational-v1'],
  [6, 'transaction'],
  [32, 'quick-mode'],
]);

/** A cipher and whether its name goes on with the length of the key. */
export type Cipher = { readonly name: string; readonly keyed: boolean };

const fixed = (name: string): Cipher => ({ name, keyed: false });
const keyed = (name: string): Cipher => ({ name, keyed: true });

/** IKEv2 transform type 1. */
export const encryptionV2: ReadonlyMap<number, Cipher> = new Map([
  [1, fixed('DES-IV64')],
  [2, fixed('DES')],
  [3, fixed('3DES')],
  [4, keyed('RC5')],
  [5, fixed('IDEA')],
  [6, keyed('CAST')],
  [7, keyed('BLOWFISH')],
  [8, fixed('3IDEA')],
  [9, fixed('DES-IV32')],
  [11, fixed('NULL')],
  [12, keyed('AES-CBC')],
  [13, keyed('AES-CTR')],
  [14, keyed('AES-CCM-8')],
  [15, keyed('AES-CCM-12')],
  [16, keyed('AES-CCM-16')],
  [18, keyed('AES-GCM-8')],
  [19, keyed('AES-GCM-12')],
  [20, keyed('AES-GCM-16')],
  [21, keyed('NULL-AES-GMAC')],
  [23, keyed('CAMELLIA-CBC')],
  [24, keyed('CAMELLIA-CTR')],
  [25, keyed('CAMELLIA-CCM-8')],
  [26, keyed('CAMELLIA-CCM-12')],
  [27, keyed('CAMELLIA-CCM-16')],
  [28, fixed('CHACHA20-POLY1305')],
  [29, keyed('AES-CCM-8-IIV')],
  [30, keyed('AES-GCM-16-IIV')],
  [31, fixed('CHACHA20-POLY1305-IIV')],
]);

/** IKEv2 transform type 2. */
export const prfV2: Names = new Map([
  [1, 'PRF-MD5'],
  [2, 'PRF-SHA1'],
  [3, 'PRF-TIGER'],
  [4, 'PRF-AES128-XCBC'],
  [5, 'PRF-SHA2-256'],
  [6, 'PRF-SHA2-384'],
  [7, 'PRF-SHA2-512'],
  [8, 'PRF-AES128-CMAC'],
]);

/** IKEv2 transform type 3. */
export const integrityV2: Names = new Map([
  [0, 'none'],
  [1, 'MD5'],
  [2, 'SHA1'],
  [3, 'DES-MAC'],
  [4, 'KPDK-MD5'],
  [5, 'AES-XCBC'],
  [6, 'MD5'],
  [7, 'SHA1'],
  [8, 'AES-CMAC'],
  [9, 'AES-128-GMAC'],
  [10, 'AES-192-GMAC'],
  [11, 'AES-256-GMAC'],
  [12, 'SHA2-256'],
  [13, 'SHA2-384'],
  [14, 'SHA2-512'],
]);

/** IKEv1 attribute 1, encryption algorithm of the IKE SA. */
export const encryptionV1: ReadonlyMap<number, Cipher> = new Map([
  [1, fixed('DES')],
  [2, fixed('IDEA')],
  [3, keyed('BLOWFISH')],
  [4, keyed('RC5')],
  [5, fixed('3DES')],
  [6, keyed('CAST')],
  [7, keyed('AES-CBC')],
  [8, keyed('CAMELLIA-CBC')],
]);

/** IKEv1 attribute 2, hash algorithm; it is the PRF too. */
export const hashV1: Names = new Map([
  [1, 'MD5'],
  [2, 'SHA1'],
  [3, 'TIGER'],
  [4, 'SHA2-256'],
  [5, 'SHA2-384'],
  [6, 'SHA2-512'],
]);

/** IKEv1 attribute 3, authentication method. */
export const authenticationV1: Names = new Map([
  [1, 'pre-shared key'],
  [2, 'DSS signatures'],
  [3, 'RSA signatures'],
  [4, 'RSA encryption'],
  [5, 'revised RSA encryption'],
  [9, 'ECDSA-256'],
  [10, 'ECDSA-384'],
  [11, 'ECDSA-521'],
  [65_001, 'XAUTH pre-shared key, initiator'],
  [65_002, 'XAUTH pre-shared key, responder'],
  [65_005, 'XAUTH RSA, initiator'],
  [65_006, 'XAUTH RSA, responder'],
]);

/** IPsec ESP transform identifiers of IKEv1. */
export const espV1: ReadonlyMap<number, Cipher> = new Map([...encryptionV2, [23, keyed('NULL-AES-GMAC')], [22, keyed('CAMELLIA-CBC')]]);

/** Authentication algorithm of an IPsec SA in IKEv1 (attribute 5). */
export const authenticationEspV1: Names = new Map([
  [1, 'MD5'],
  [2, 'SHA1'],
  [3, 'DES-MAC'],
  [4, 'KPDK'],
  [5, 'SHA2-256'],
  [6, 'SHA2-384'],
  [7, 'SHA2-512'],
  [8, 'RIPEMD'],
  [9, 'AES-XCBC'],
]);

/** Encapsulation mode of an IPsec SA in IKEv1 (attribute 4; 61443 and 61444 before RFC 3947). */
export const modesV1: Names = new Map([
  [1, 'tunnel'],
  [2, 'transport'],
  [3, 'tunnel in UDP'],
  [4, 'transport in UDP'],
  [61_443, 'tunnel in UDP'],
  [61_444, 'transport in UDP'],
]);

/** Notify message types of IKEv2; below 16384 they are errors. */
export const notifiesV2: Names = new Map([
  [1, 'UNSUPPORTED_CRITICAL_PAYLOAD'],
  [4, 'INVALID_IKE_SPI'],
  [5, 'INVALID_MAJOR_VERSION'],
  [7, 'INVALID_SYNTAX'],
  [9, 'INVALID_MESSAGE_ID'],
  [11, 'INVALID_SPI'],
  [14, 'NO_PROPOSAL_CHOSEN'],
  [17, 'INVALID_KE_PAYLOAD'],
  [24, 'AUTHENTICATION_FAILED'],
  [34, 'SINGLE_PAIR_REQUIRED'],
  [35, 'NO_ADDITIONAL_SAS'],
  [36, 'INTERNAL_ADDRESS_FAILURE'],
  [37, 'FAILED_CP_REQUIRED'],
  [38, 'TS_UNACCEPTABLE'],
  [39, 'INVALID_SELECTORS'],
  [40, 'UNACCEPTABLE_ADDRESSES'],
  [41, 'UNEXPECTED_NAT_DETECTED'],
  [42, 'USE_ASSIGNED_HoA'],
  [43, 'TEMPORARY_FAILURE'],
  [44, 'CHILD_SA_NOT_FOUND'],
  [45, 'INVALID_GROUP_ID'],
  [46, 'AUTHORIZATION_FAILED'],
  [47, 'STATE_NOT_FOUND'],
  [48, 'TS_MAX_QUEUE'],
  [16_384, 'INITIAL_CONTACT'],
  [16_385, 'SET_WINDOW_SIZE'],
  [16_386, 'ADDITIONAL_TS_POSSIBLE'],
  [16_387, 'IPCOMP_SUPPORTED'],
  [16_388, 'NAT_DETECTION_SOURCE_IP'],
  [16_389, 'NAT_DETECTION_DESTINATION_IP'],
  [16_390, 'COOKIE'],
  [16_391, 'USE_TRANSPORT_MODE'],
  [16_392, 'HTTP_CERT_LOOKUP_SUPPORTED'],
  [16_393, 'REKEY_SA'],
  [16_394, 'ESP_TFC_PADDING_NOT_SUPPORTED'],
  [16_395, 'NON_FIRST_FRAGMENTS_ALSO'],
  [16_396, 'MOBIKE_SUPPORTED'],
  [16_397, 'ADDITIONAL_IP4_ADDRESS'],
  [16_398, 'ADDITIONAL_IP6_ADDRESS'],
  [16_399, 'NO_ADDITIONAL_ADDRESSES'],
  [16_400, 'UPDATE_SA_ADDRESSES'],
  [16_401, 'COOKIE2'],
  [16_402, 'NO_NATS_ALLOWED'],
  [16_403, 'AUTH_LIFETIME'],
  [16_404, 'MULTIPLE_AUTH_SUPPORTED'],
  [16_405, 'ANOTHER_AUTH_FOLLOWS'],
  [16_406, 'REDIRECT_SUPPORTED'],
  [16_407, 'REDIRECT'],
  [16_408, 'REDIRECTED_FROM'],
  [16_409, 'TICKET_LT_OPAQUE'],
  [16_410, 'TICKET_REQUEST'],
  [16_411, 'TICKET_ACK'],
  [16_412, 'TICKET_NACK'],
  [16_413, 'TICKET_OPAQUE'],
  [16_414, 'LINK_ID'],
  [16_415, 'USE_WESP_MODE'],
  [16_416, 'ROHC_SUPPORTED'],
  [16_417, 'EAP_ONLY_AUTHENTICATION'],
  [16_418, 'CHILDLESS_IKEV2_SUPPORTED'],
  [16_419, 'QUICK_CRASH_DETECTION'],
  [16_420, 'IKEV2_MESSAGE_ID_SYNC_SUPPORTED'],
  [16_421, 'IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED'],
  [16_422, 'IKEV2_MESSAGE_ID_SYNC'],
  [16_423, 'IPSEC_REPLAY_COUNTER_SYNC'],
  [16_424, 'SECURE_PASSWORD_METHODS'],
  [16_425, 'PSK_PERSIST'],
  [16_426, 'PSK_CONFIRM'],
  [16_427, 'ERX_SUPPORTED'],
  [16_428, 'IFOM_CAPABILITY'],
  [16_429, 'GROUP_SENDER'],
  [16_430, 'IKEV2_FRAGMENTATION_SUPPORTED'],
  [16_431, 'SIGNATURE_HASH_ALGORITHMS'],
  [16_432, 'CLONE_IKE_SA_SUPPORTED'],
  [16_433, 'CLONE_IKE_SA'],
  [16_434, 'PUZZLE'],
  [16_435, 'USE_PPK'],
  [16_436, 'PPK_IDENTITY'],
  [16_437, 'NO_PPK_AUTH'],
  [16_438, 'INTERMEDIATE_EXCHANGE_SUPPORTED'],
  [16_439, 'IP4_ALLOWED'],
  [16_440, 'IP6_ALLOWED'],
  [16_441, 'ADDITIONAL_KEY_EXCHANGE'],
  [16_442, 'USE_AGGFRAG'],
  [16_443, 'SUPPORTED_AUTH_METHODS'],
]);

/** Notify message types of ISAKMP (RFC 2408, 3.14.1; RFC 2407, 4.6.3; RFC 3706); below 16384 they are errors. */
export const notifiesV1: Names = new Map([
  [1, 'INVALID_PAYLOAD_TYPE'],
  [2, 'DOI_NOT_SUPPORTED'],
  [3, 'SITUATION_NOT_SUPPORTED'],
  [4, 'INVALID_COOKIE'],
  [5, 'INVALID_MAJOR_VERSION'],
  [6, 'INVALID_MINOR_VERSION'],
  [7, 'INVALID_EXCHANGE_TYPE'],
  [8, 'INVALID_FLAGS'],
  [9, 'INVALID_MESSAGE_ID'],
  [10, 'INVALID_PROTOCOL_ID'],
  [11, 'INVALID_SPI'],
  [12, 'INVALID_TRANSFORM_ID'],
  [13, 'ATTRIBUTES_NOT_SUPPORTED'],
  [14, 'NO_PROPOSAL_CHOSEN'],
  [15, 'BAD_PROPOSAL_SYNTAX'],
  [16, 'PAYLOAD_MALFORMED'],
  [17, 'INVALID_KEY_INFORMATION'],
  [18, 'INVALID_ID_INFORMATION'],
  [19, 'INVALID_CERT_ENCODING'],
  [20, 'INVALID_CERTIFICATE'],
  [21, 'CERT_TYPE_UNSUPPORTED'],
  [22, 'INVALID_CERT_AUTHORITY'],
  [23, 'INVALID_HASH_INFORMATION'],
  [24, 'AUTHENTICATION_FAILED'],
  [25, 'INVALID_SIGNATURE'],
  [26, 'ADDRESS_NOTIFICATION'],
  [27, 'NOTIFY_SA_LIFETIME'],
  [28, 'CERTIFICATE_UNAVAILABLE'],
  [29, 'UNSUPPORTED_EXCHANGE_TYPE'],
  [30, 'UNEQUAL_PAYLOAD_LENGTHS'],
  [24_576, 'RESPONDER_LIFETIME'],
  [24_577, 'REPLAY_STATUS'],
  [24_578, 'INITIAL_CONTACT'],
  [36_136, 'R_U_THERE'],
  [36_137, 'R_U_THERE_ACK'],
]);

/** Identification types (RFC 7296, 3.5; RFC 2407, 4.6.2.1). */
export const identityTypes: Names = new Map([
  [1, 'ID_IPV4_ADDR'],
  [2, 'ID_FQDN'],
  [3, 'ID_USER_FQDN'],
  [4, 'ID_IPV4_ADDR_SUBNET'],
  [5, 'ID_IPV6_ADDR'],
  [6, 'ID_IPV6_ADDR_SUBNET'],
  [7, 'ID_IPV4_ADDR_RANGE'],
  [8, 'ID_IPV6_ADDR_RANGE'],
  [9, 'ID_DER_ASN1_DN'],
  [10, 'ID_DER_ASN1_GN'],
  [11, 'ID_KEY_ID'],
]);

/** The name, or the number as text where the registry has none. */
export function nameOf(names: Names, id: number): string {
  return names.get(id) ?? String(id);
}

export function cipherName(ciphers: ReadonlyMap<number, Cipher>, id: number, keyBits: number | null): string {
  const cipher = ciphers.get(id);
  if (cipher === undefined) return keyBits === null ? String(id) : `${id}-${keyBits}`;
  return cipher.keyed && keyBits !== null ? `${cipher.name}-${keyBits}` : cipher.name;
}
