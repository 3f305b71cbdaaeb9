/* lua_crypto.c -- keys, keyed digests and sealed text with libsodium; module bluepencil.sodium.
**
** Lua code goes through lua/bluepencil/crypto.lua, which says what is missing when this module was not built.
**
** A key is 32 bytes in memory of libsodium's own (guard pages, locked against swapping where the system allows it, wiped
** when closed or collected).  The bytes of a key, and of the file it comes from, never become a Lua string.  From it:
**
**     master = HMAC-SHA-256("bluepencil master 1", what the file holds)
**     subkey = HMAC-SHA-256(master, LABEL ": " PURPOSE)     LABEL says what for: a digest, a seal, the nonce of a seal
**     digest = HMAC-SHA-256(subkey, text)
**     seal   = 0x01, 24-byte nonce, XSalsa20-Poly1305 box (crypto_secretbox) of the text under the subkey
**
** This is fixed: pseudonyms and ledgers of earlier years depend on it.  A change needs new labels beside the old ones.
** A digest costs about two microseconds.
*/
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compat.h"

#define EXPORT __attribute__((visibility("default")))
#define KEY "bluepencil.key"

#define KEY_BYTES 32u            /* as HMAC-SHA-256 and secretbox want it */
#define FILE_MAX 4096u           /* a key file is 32 to 4096 bytes; more is some other file given by mistake */
#define PURPOSE_MAX 64u
#define DISTINCT_MIN 16u         /* 32 random bytes have fewer different values once in 10^15 times */
#define SEAL_VERSION 1u
#define SEAL_OVERHEAD (1u + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)

_Static_assert(crypto_auth_hmacsha256_BYTES == KEY_BYTES, "a digest is a key");
_Static_assert(crypto_secretbox_KEYBYTES == KEY_BYTES, "a subkey seals");

typedef struct { unsigned char *master; } bp_key;

static int fail (lua_State *L, const char *code, const char *message) {
  luaL_pushfail(L);
  lua_pushstring(L, message);
  lua_pushstring(L, code);
  return 3;
}

/* ---- digests -------------------------------------------------------------------------------------------------- */

/* The parts of a message one after the other; `key` may have any length. */
static void hmac (unsigned char out[KEY_BYTES], const void *key, size_t key_len, const char *const parts[], const size_t lens[],
                  size_t count) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key, key_len);
  for (size_t i = 0; i < count; i++) {
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)parts[i], lens[i]);
  }
  crypto_auth_hmacsha256_final(&state, out);
  sodium_memzero(&state, sizeof state);
}

static void subkey (unsigned char out[KEY_BYTES], const bp_key *key, const char *label, const char *purpose, size_t len) {
  const char *parts[3] = { label, ": ", purpose };
  const size_t lens[3] = { strlen(label), 2, len };
  hmac(out, key->master, KEY_BYTES, parts, lens, 3);
}

/* ---- keys ----------------------------------------------------------------------------------------------------- */

static bp_key *check_key (lua_State *L, int arg) {
  bp_key *key = luaL_checkudata(L, arg, KEY);
  luaL_argcheck(L, key->master != NULL, arg, "key is closed");
  return key;
}

static const char *check_purpose (lua_State *L, int arg, size_t *len) {
  const char *purpose = luaL_checklstring(L, arg, len);
  luaL_argcheck(L, *len > 0 && *len <= PURPOSE_MAX, arg, "a purpose has 1 to 64 bytes");
  return purpose;
}

static bp_key *push_empty_key (lua_State *L) {
  bp_key *key = lua_newuserdatauv(L, sizeof *key, 0);
  key->master = NULL;                       /* safe for __gc before anything can fail */
  luaL_setmetatable(L, KEY);
  return key;
}

static bool is_space (unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_text (const unsigned char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++) {
    if (!is_space(bytes[i]) && (bytes[i] < 0x20 || bytes[i] > 0x7E)) return false;
  }
  return true;
}

static bool looks_random (const unsigned char *bytes, size_t len) {
  bool seen[256] = { false };
  unsigned distinct = 0;
  for (size_t i = 0; i < len; i++) {
    if (!seen[bytes[i]]) distinct++;
    seen[bytes[i]] = true;
  }
  return distinct >= DISTINCT_MIN;
}

/* Text to bytes: hexadecimal, else base64 of either alphabet; `scratch` has room for `len`.  False when it is neither.
** Words in base64's letters are a passphrase: base64 has no blanks, and 32 random bytes without one capital or without one
** small letter are seen once in 10^9 times. */
static bool decode (unsigned char *scratch, size_t *out_len, const char *text, size_t len) {
  static const int variants[] = { sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                  sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING };
  const char *end;
  if (sodium_hex2bin(scratch, len, text, len, " \t\r\n\v\f", out_len, &end) == 0 && end == text + len) return true;
  bool has_upper = false, has_lower = false;
  for (size_t i = 0; i < len; i++) {
    has_upper = has_upper || (text[i] >= 'A' && text[i] <= 'Z');
    has_lower = has_lower || (text[i] >= 'a' && text[i] <= 'z');
  }
  if (!has_upper || !has_lower) return false;
  for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
    if (sodium_base642bin(scratch, len, text, len, "\r\n", out_len, &end, variants[i]) == 0 && end == text + len) return true;
  }
  return false;
}

/* The key that `bytes` stand for: raw, hexadecimal or base64.  NULL or what is wrong with them, without quoting any. */
static const char *set_key (bp_key *key, const unsigned char *bytes, size_t len) {
  const char *problem = NULL;
  const unsigned char *material = bytes;
  unsigned char *scratch = sodium_malloc(len > 0 ? len : 1);
  unsigned char *master = sodium_malloc(KEY_BYTES);
  if (scratch == NULL || master == NULL) {
    problem = "not enough memory that can be locked";
  } else if (len == 0) {
    problem = "is empty";
  } else {
    if (is_text(bytes, len)) {
      size_t decoded = 0;
      if (!decode(scratch, &decoded, (const char *)bytes, len)) {
        problem = "is neither hexadecimal nor base64, and a passphrase is no key: 'bluepencil key new FILE' makes one";
      }
      material = scratch;
      len = decoded;
    }
    if (problem == NULL && len < KEY_BYTES) problem = "is too short: a key has 32 random bytes or more";
    if (problem == NULL && !looks_random(material, len)) problem = "is not random: 'bluepencil key new FILE' makes a key";
  }
  if (problem == NULL) {
    static const char label[] = "bluepencil master 1";
    const char *parts[1] = { (const char *)material };
    const size_t lens[1] = { len };
    hmac(master, label, sizeof label - 1, parts, lens, 1);
    sodium_mprotect_readonly(master);
    key->master = master;
    master = NULL;
  }
  sodium_free(scratch);                     /* wipes; NULL is harmless */
  sodium_free(master);
  return problem;
}

/* What fstat says against a key file; NULL when nothing. */
static const char *refuse_file (const struct stat *info) {
  if (!S_ISREG(info->st_mode)) return "is not a regular file";
  if ((info->st_mode & 077) != 0) return "others may read or change it: chmod 600 makes it the owner's alone";
  if (info->st_uid != geteuid() && info->st_uid != 0 && geteuid() != 0) return "belongs to another user";
  return NULL;
}

static const char *read_key (bp_key *key, int fd) {
  unsigned char *buffer = sodium_malloc(FILE_MAX + 1);
  const char *problem = NULL;
  size_t len = 0;
  if (buffer == NULL) return "not enough memory that can be locked";
  while (problem == NULL && len <= FILE_MAX) {
    ssize_t n = read(fd, buffer + len, FILE_MAX + 1 - len);
    if (n == 0) break;
    if (n > 0) len += (size_t)n;
    else if (errno != EINTR) problem = "cannot be read";
  }
  if (problem == NULL && len > FILE_MAX) problem = "is too large for a key";
  if (problem == NULL) problem = set_key(key, buffer, len);
  sodium_free(buffer);
  return problem;
}

/* key_from_file(path) -> key | nil, message, code */
static int key_from_file (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  bp_key *key = push_empty_key(L);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);   /* a named pipe must not hang it */
  if (fd < 0) return fail(L, errno == ENOENT ? "missing" : "access", strerror(errno));
  struct stat info;
  const char *problem = fstat(fd, &info) != 0 ? strerror(errno) : refuse_file(&info);
  const char *code = problem ? "access" : "key";
  if (problem == NULL) problem = read_key(key, fd);
  close(fd);
  if (problem != NULL) return fail(L, code, problem);
  return 1;
}

/* key_from_environment(name) -> key | nil, message, code */
static int key_from_environment (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  bp_key *key = push_empty_key(L);
  const char *value = getenv(name);
  if (value == NULL) return fail(L, "missing", "is not set");
  size_t len = strlen(value);
  if (len > FILE_MAX) return fail(L, "key", "is too large for a key");
  if (!is_text((const unsigned char *)value, len)) return fail(L, "key", "is neither hexadecimal nor base64");
  const char *problem = set_key(key, (const unsigned char *)value, len);
  if (problem != NULL) return fail(L, "key", problem);
  return 1;
}

/* new_key_file(path) -> true | nil, message, code: 32 random bytes in hexadecimal, mode 0600, never over another file */
static int new_key_file (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return fail(L, "exists", "is there already; a key is never replaced");
    return fail(L, errno == ENOENT ? "missing" : "access", strerror(errno));
  }
  unsigned char bytes[KEY_BYTES];
  char text[2 * KEY_BYTES + 1];
  randombytes_buf(bytes, sizeof bytes);
  sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
  text[2 * KEY_BYTES] = '\n';
  size_t done = 0;
  int error = 0;
  while (done < sizeof text && error == 0) {
    ssize_t n = write(fd, text + done, sizeof text - done);
    if (n >= 0) done += (size_t)n;
    else if (errno != EINTR) error = errno;
  }
  if (error == 0 && fsync(fd) != 0 && errno != EINVAL) error = errno;   /* it cannot be made again */
  if (close(fd) != 0 && error == 0) error = errno;
  sodium_memzero(bytes, sizeof bytes);
  sodium_memzero(text, sizeof text);
  if (error != 0) {
    unlink(path);
    return fail(L, "io", strerror(error));
  }
  lua_pushboolean(L, 1);
  return 1;
}

/* ---- what a key does ------------------------------------------------------------------------------------------ */

static void digest_of (lua_State *L, unsigned char out[KEY_BYTES]) {
  bp_key *key = check_key(L, 1);
  size_t purpose_len, len;
  const char *purpose = check_purpose(L, 2, &purpose_len);
  const char *text = luaL_checklstring(L, 3, &len);
  unsigned char sub[KEY_BYTES];
  subkey(sub, key, "bluepencil digest 1", purpose, purpose_len);
  hmac(out, sub, sizeof sub, &text, &len, 1);
  sodium_memzero(sub, sizeof sub);
}

/* key:hmac(purpose, text) -> 32 bytes */
static int key_hmac (lua_State *L) {
  unsigned char digest[KEY_BYTES];
  digest_of(L, digest);
  lua_pushlstring(L, (const char *)digest, sizeof digest);
  return 1;
}

/* key:hex(purpose, text [, n]) -> the first n (64) hexadecimal digits of the digest */
static int key_hex (lua_State *L) {
  lua_Integer n = luaL_optinteger(L, 4, 2 * KEY_BYTES);
  luaL_argcheck(L, n >= 1 && n <= (lua_Integer)(2 * KEY_BYTES), 4, "1 to 64 digits");
  unsigned char digest[KEY_BYTES];
  char text[2 * KEY_BYTES + 1];
  digest_of(L, digest);
  sodium_bin2hex(text, sizeof text, digest, sizeof digest);
  lua_pushlstring(L, text, (size_t)n);
  return 1;
}

/* key:id() -> 16 hexadecimal digits that say which key it is and nothing else about it */
static int key_id (lua_State *L) {
  static const char purpose[] = "key id";
  bp_key *key = check_key(L, 1);
  unsigned char sub[KEY_BYTES];
  char text[2 * KEY_BYTES + 1];
  subkey(sub, key, "bluepencil digest 1", purpose, sizeof purpose - 1);
  sodium_bin2hex(text, sizeof text, sub, sizeof sub);
  lua_pushlstring(L, text, 16);
  sodium_memzero(text, sizeof text);
  sodium_memzero(sub, sizeof sub);
  return 1;
}

/* key:seal(purpose, text [, stable]) -> bytes; `stable`: the same text gives the same bytes, so equal texts can be told */
static int key_seal (lua_State *L) {
  bp_key *key = check_key(L, 1);
  size_t purpose_len, len;
  const char *purpose = check_purpose(L, 2, &purpose_len);
  const char *text = luaL_checklstring(L, 3, &len);
  bool stable = lua_toboolean(L, 4);
  luaL_argcheck(L, len <= SIZE_MAX / 2, 3, "text too large");
  luaL_Buffer buffer;
  unsigned char *out = (unsigned char *)luaL_buffinitsize(L, &buffer, len + SEAL_OVERHEAD);
  unsigned char *nonce = out + 1;
  unsigned char sub[KEY_BYTES], digest[KEY_BYTES];
  out[0] = SEAL_VERSION;
  if (stable) {
    subkey(sub, key, "bluepencil nonce 1", purpose, purpose_len);
    hmac(digest, sub, sizeof sub, &text, &len, 1);
    memcpy(nonce, digest, crypto_secretbox_NONCEBYTES);
  } else {
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
  }
  subkey(sub, key, "bluepencil seal 1", purpose, purpose_len);
  crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, (const unsigned char *)text, len, nonce, sub);
  sodium_memzero(sub, sizeof sub);
  luaL_pushresultsize(&buffer, len + SEAL_OVERHEAD);
  return 1;
}

/* key:open(purpose, bytes) -> text | nil, message, code */
static int key_open (lua_State *L) {
  bp_key *key = check_key(L, 1);
  size_t purpose_len, len;
  const char *purpose = check_purpose(L, 2, &purpose_len);
  const char *bytes = luaL_checklstring(L, 3, &len);
  if (len < SEAL_OVERHEAD || (unsigned char)bytes[0] != SEAL_VERSION) return fail(L, "format", "not sealed by this program");
  size_t text_len = len - SEAL_OVERHEAD;
  const unsigned char *nonce = (const unsigned char *)bytes + 1;
  luaL_Buffer buffer;
  unsigned char *out = (unsigned char *)luaL_buffinitsize(L, &buffer, text_len > 0 ? text_len : 1);
  unsigned char sub[KEY_BYTES];
  subkey(sub, key, "bluepencil seal 1", purpose, purpose_len);
  int rc = crypto_secretbox_open_easy(out, nonce + crypto_secretbox_NONCEBYTES, text_len + crypto_secretbox_MACBYTES, nonce, sub);
  sodium_memzero(sub, sizeof sub);
  if (rc != 0) return fail(L, "key", "sealed with another key or for another purpose, or damaged");
  luaL_pushresultsize(&buffer, text_len);
  return 1;
}

static int key_close (lua_State *L) {        /* also __gc and __close; twice is harmless */
  bp_key *key = luaL_checkudata(L, 1, KEY);
  sodium_free(key->master);
  key->master = NULL;
  return 0;
}

static int key_tostring (lua_State *L) {
  bp_key *key = luaL_checkudata(L, 1, KEY);
  lua_pushstring(L, key->master ? "key" : "key (closed)");
  return 1;
}

/* ---- sealed bytes in lines of text ------------------------------------------------------------------------------ */

/* to_base64(bytes) -> text, with padding */
static int to_base64 (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  luaL_argcheck(L, len <= SIZE_MAX / 2, 1, "too large");
  luaL_Buffer buffer;
  size_t room = sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL);
  sodium_bin2base64(luaL_buffinitsize(L, &buffer, room), room, (const unsigned char *)bytes, len, sodium_base64_VARIANT_ORIGINAL);
  luaL_pushresultsize(&buffer, room - 1);     /* without its NUL */
  return 1;
}

/* from_base64(text) -> bytes | nil, message, code */
static int from_base64 (lua_State *L) {
  size_t len, out_len;
  const char *text = luaL_checklstring(L, 1, &len), *end;
  luaL_Buffer buffer;
  char *out = luaL_buffinitsize(L, &buffer, len > 0 ? len : 1);
  if (sodium_base642bin((unsigned char *)out, len, text, len, NULL, &out_len, &end, sodium_base64_VARIANT_ORIGINAL) != 0
      || end != text + len) return fail(L, "format", "is not base64");
  luaL_pushresultsize(&buffer, out_len);
  return 1;
}

EXPORT int luaopen_bluepencil_sodium (lua_State *L);
EXPORT int luaopen_bluepencil_sodium (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "hmac", key_hmac }, { "hex", key_hex }, { "id", key_id }, { "seal", key_seal }, { "open", key_open },
    { "close", key_close }, { NULL, NULL }
  };
  static const luaL_Reg meta[] = {
    { "__gc", key_close }, { "__close", key_close }, { "__tostring", key_tostring }, { NULL, NULL }
  };
  static const luaL_Reg functions[] = {
    { "key_from_file", key_from_file }, { "key_from_environment", key_from_environment }, { "new_key_file", new_key_file },
    { "to_base64", to_base64 }, { "from_base64", from_base64 }, { NULL, NULL }
  };
  if (sodium_init() < 0) return luaL_error(L, "libsodium cannot be used on this system");
  luaL_newmetatable(L, KEY);
  luaL_setfuncs(L, meta, 0);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, KEY);
  lua_setfield(L, -2, "__metatable");       /* a filter cannot reach the methods of every key */
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  return 1;
}
