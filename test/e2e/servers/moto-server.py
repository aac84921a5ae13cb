"""moto's server with one RSA key for all KMS keys: moto makes a new one even for a symmetric key, and nobody here signs anything.

Usage: python moto-server.py ARGUMENT…, as for moto_server.
"""

import functools
import sys

from moto.kms import utils
from moto.server import main

utils.RSAPrivateKey = functools.lru_cache(maxsize=None)(utils.RSAPrivateKey)

main(sys.argv[1:])
