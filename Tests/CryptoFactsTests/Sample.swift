/// A configuration in which the FIPS provider answers, in pieces that a test can change.
let effectiveConfiguration = """
    openssl_conf = openssl_init
    .include /etc/ssl/fipsmodule.cnf
    [openssl_init]
    providers = provider_sect
    alg_section = algorithm_sect
    [provider_sect]
    fips = fips_sect
    base = base_sect
    [base_sect]
    activate = 1
    [algorithm_sect]
    default_properties = fips=yes
    """
