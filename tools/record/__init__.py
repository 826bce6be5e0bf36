"""Record what real Terraform makes of the code in this repository.

``python -m tools.record`` plans every fixture module, policy case and example, and writes each plan as JSON beside its
source. Terraform and its AWS provider are real; the cloud is a local moto server, so nothing needs an account or a
network. A second recording of the same code gives the same bytes.
"""
