/* status.c -- what each status code says to a person. */
#include "bp.h"

const char *bp_strerror (int status) {
  switch (status) {
    case BP_OK:        return "no error";
    case BP_ENOMEM:    return "out of memory";
    case BP_EUTF8:     return "not valid UTF-8";
    case BP_EFORMAT:   return "not in the expected format";
    case BP_EIO:       return "reading or writing failed";
    case BP_ELIMIT:    return "too large";
    case BP_EVERSION:  return "made by another version of bluepencil";
    case BP_ECHECKSUM: return "damaged: the checksum does not fit";
    case BP_EXML:      return "not well-formed XML";
    case BP_EINVALID:  return "not valid against the schema";
    case BP_EENCODING: return "holds bytes that its encoding does not have";
    default:           return "unknown error";
  }
}
